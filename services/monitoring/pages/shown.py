"""The state that pages show, read in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from services.monitoring.domain.history import alerts_of
from services.monitoring.domain.plan import Plan
from services.monitoring.pages.asked import Asked
from services.monitoring.pages.sums import Starts, Sums, add_up
from services.monitoring.ports import Records
from services.monitoring.queries import Standings, plans_of_the_day, standings_of
from services.monitoring.visibility import as_seen_by, may_see, visible_plans
from shared.keys import Caller
from shared.web.problems import Problem

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a plan stands on a day: figures live, verdicts of the newest evaluated day up to it.

    ``on`` is the day up to which starts count, ``known`` the one up to which reports do.
    """

    standings: Standings
    others: Sequence[Plan]
    on: date
    known: date
    counts: dict[str, int]
    starts: Starts
    heard: dict[str, int]
    caller: Caller | None

    def sees(self, series: str) -> bool:
        """Say whether who looks may see *series*."""
        return may_see(series, self.caller)

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.standings.plan

    def by_month(self, series: str) -> list[int]:
        """Return the entries of *series* that began up to the day, by month."""
        starts = self.starts.now.get(series)
        months = [0] * 12
        if starts is not None:
            for place in np.flatnonzero(starts).tolist():
                months[(self.plan.first_day + place * _A_DAY).month - 1] += int(starts[place])
        return months


def shown(records: Records, caller: Caller | None, asked: Asked, today: date, sums: Sums) -> Shown | None:
    """Return what *asked* is about; None while no plan is published. Raises :class:`Problem`."""
    on = asked.day or today - _A_DAY
    if on >= today:
        raise Problem(422, "invalid-parameter", "The day is not over yet", f"The last one is {today - _A_DAY}.")
    plans = visible_plans(records, caller, on + _A_DAY)
    found = [one for one in plans if one.id == asked.plan] if asked.plan else plans_of_the_day(plans, on + _A_DAY)
    if not found and asked.plan is None:
        return None
    if not found:
        raise Problem(404, "not-found", "There is no such plan", "Planning has not published it.")
    plan = found[0]
    if asked.office is not None and not (asked.office in plan.offices and may_see(f"office/{asked.office}", caller)):
        raise Problem(404, "not-found", "There is no such office", "The plan does not name it.")
    return _of(records, plan, plans, caller, on, min(asked.known or today, today), today, sums)


def _of(  # noqa: PLR0913, PLR0917 - what a state depends on
    records: Records,
    plan: Plan,
    plans: Sequence[Plan],
    caller: Caller | None,
    on: date,
    known: date,
    today: date,
    sums: Sums,
) -> Shown:
    standings = as_seen_by(caller, _standings_on(records, plan, on, known, today))
    starts = _visible(_starts(records, plan, standings.day, on, known, sums), caller)
    crossed = {series: int(days.sum()) for series, days in starts.now.items() if "/office/" in series}
    counts = {**crossed, **records.counts(plan.id, on, known)}
    return Shown(
        standings=standings,
        others=[one for one in plans if one is not plan],
        on=on,
        known=known,
        counts={series: n for series, n in counts.items() if may_see(series, caller)},
        starts=starts,
        heard={office: at for office, at in records.feeds().items() if office in plan.offices},
        caller=caller,
    )


def _visible(starts: Starts, caller: Caller | None) -> Starts:
    now, then = ({name: n for name, n in one.items() if may_see(name, caller)} for one in (starts.now, starts.then))
    return Starts(now, then)


def _standings_on(records: Records, plan: Plan, on: date, known: date, today: date) -> Standings:
    """Return how *plan* stood at the end of *on*; nothing is judged with less than what was known that day."""
    newest = standings_of(records, plan, today)
    if newest.day is None:
        return newest
    day = plan.working_days.last_before(on + _A_DAY)
    day = min(day, newest.day)
    if day == newest.day and known >= day:
        return newest
    past = alerts_of(change for change in records.changes(plan.id) if change.day <= day)
    if day < plan.first_day:
        return replace(newest, day=None, evaluations={}, alerts=[])
    found = records.evaluations(plan.id, day) if known >= day else []
    return replace(newest, day=day, evaluations={one.series: one for one in found}, alerts=past)


def _starts(  # noqa: PLR0913, PLR0917 - as above
    records: Records, plan: Plan, day: date | None, on: date, known: date, sums: Sums
) -> Starts:
    if day is None:
        return Starts({}, {})
    revision = next((one.revision for one in records.progress() if one.plan == plan.id), 0)
    state = (plan.id, plan.version, revision, day, on, known)
    return sums.of(state, lambda: add_up(plan, records.cells(plan.id, min(day, known), known), day, on))
