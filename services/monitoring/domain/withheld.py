"""What silent offices would have reported, had they been on plan: the benefit of the doubt in judging their series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from services.monitoring.domain.arrays import Floats
from services.monitoring.domain.deviation import Evidence, Verdict, judge
from services.monitoring.domain.exposure import FORGETTING, daily_plan
from services.monitoring.domain.heard import Hearing
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.silence import FeedDay, newly_reported


@dataclass(frozen=True, slots=True)
class Withheld:
    """What silent offices owe: one row a day, one column a judged series.

    ``entries`` is the sum over silent offices o and starts s of lambda_io(s) (C(t-s) - C(L-s))+, with L the day on
    which o was last heard of and lambda_io its share of the plan of series i; ``weighted`` is the same with
    e^(-kappa(t-s)).
    """

    entries: Floats
    weighted: Floats

    def given_to(self, evidence: Evidence) -> Evidence:
        """Return *evidence* as it would be with them: A and n are larger, what is owed stays."""
        known = evidence.known + np.rint(self.entries).astype(np.int64)
        return replace(evidence, known=known, weighted_known=evidence.weighted_known + self.weighted)


def if_reported(given: Evidence, verdict: Verdict, missing: Withheld | None) -> dict[str, list[list[float]]]:
    """Return what an evaluation keeps of the second judgement, by series and day; the same as *verdict* without it."""
    second = judge(missing.given_to(given)) if missing else verdict
    nothing = np.zeros(verdict.forecast.shape)
    arrays = {
        "missing": missing.entries if missing else nothing,
        "weighted_missing": missing.weighted if missing else nothing,
        "pace_probability_if_reported": second.pace_probability,
        "forecast_if_reported": second.forecast,
        "chance95_if_reported": second.chance95,
    }
    return {name: array.T.tolist() for name, array in arrays.items()}


def withheld(plan: Plan, hearing: Hearing, days: Sequence[date], feeds: Iterable[FeedDay]) -> Withheld:
    """Return what the silent ones among *feeds* owe at the end of each of *days*."""
    rows = {day: row for row, day in enumerate(days)}
    shape = (len(days), len(plan.judged))
    found, planned = Withheld(np.zeros(shape), np.zeros(shape)), daily_plan(plan, plan.judged)
    for feed in (one for one in feeds if one.silent and one.day in rows):
        day = np.array([feed.day.toordinal()], dtype=np.int64)
        last = hearing.last(feed.office, day)
        fresh, shares = newly_reported(plan, last, day)[0], hearing.shares_in(feed.office, last.item())
        found.entries[rows[feed.day]] += fresh @ planned * shares
        found.weighted[rows[feed.day]] += (fresh * _fading(plan, feed.day)) @ planned * shares
    return found


def _fading(plan: Plan, day: date) -> Floats:
    """Return e^(-kappa(t-s)) for each start of the year: t stays at 31 December while knowledge goes on."""
    starts = np.arange((plan.last_day - plan.first_day).days + 1)
    return np.exp(-FORGETTING * np.maximum((min(day, plan.last_day) - plan.first_day).days - starts, 0))
