"""What the plan lets expect by the end of each day: B, B2, E and Lambda."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.domain.restart import Restarts, restarts_of

FORGETTING = math.log(2) / 70
"""Per day: what began ten weeks ago counts half."""

COMPLETE_AFTER = 180
"""Days after which everything is taken for known: C(d) = 1 beyond, whatever the curve of the plan ends with."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """What is owed, in entries: one row a day, one column a judged series.

    In the method's letters: B, B2, E, Lambda.
    """

    weighted: Floats
    weighted_squared: Floats
    expected_known: Floats
    expected: Floats


def exposure(plan: Plan, days: Sequence[date]) -> Exposure:
    """Return what *plan* lets expect at the end of each of *days*.

    A day's row does not depend on the other days: its sums run over the days of the year in calendar order.
    """
    planned = daily_plan(plan, plan.judged)
    restarts = restarts_of(plan, planned)
    rows = np.array([_owed(planned, restarts, plan, day) for day in days]).reshape(len(days), 4, len(plan.judged))
    return Exposure(*(rows[:, letter] for letter in range(4)))


def daily_plan(plan: Plan, series: Sequence[Series]) -> Floats:
    """Return the entries planned: one row a day of the plan year, one column a series."""
    pace = np.zeros(((plan.last_day - plan.first_day).days + 1, len(series)))
    for column, one in enumerate(series):
        for day, entries in one.daily.items():
            if plan.first_day <= day <= plan.last_day:
                pace[(day - plan.first_day).days, column] = entries
    return pace


def _owed(planned: Floats, restarts: Restarts, plan: Plan, day: date) -> Floats:
    """Weigh the starts up to t: t stays at 31 December while knowledge, and so the age of a start, goes on."""
    starts = np.arange((min(day, plan.last_day) - plan.first_day).days + 1, dtype=np.int64)
    past: Floats = planned[: len(starts)] * restarts.share(len(starts))
    complete = past * completeness(plan, (day - plan.first_day).days - starts)[:, None]
    fading = np.exp(-FORGETTING * (starts[-1] - starts))[:, None]
    weighted = complete * fading * restarts.measured(len(starts))
    sums = np.array([one.sum(axis=0) for one in (weighted, weighted * fading, complete, past)])
    sums[2:] += restarts.beyond(len(starts))
    return sums


def completeness(plan: Plan, age: Counts) -> Floats:
    """Return which share of the entries is reported that began *age* days ago; none of these lies ahead."""
    curve = np.array(plan.completeness, dtype=np.float64)
    return np.where(age > COMPLETE_AFTER, 1.0, curve[np.minimum(age, len(curve) - 1)])
