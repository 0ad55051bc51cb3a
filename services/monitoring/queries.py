"""How a plan stands: what routes, page and metrics show."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from services.monitoring.alerts.cases import Case, cases_of
from services.monitoring.domain.alerts import Kind
from services.monitoring.domain.deeds import Deed
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.handling import Handling
from services.monitoring.domain.heard import series_of
from services.monitoring.domain.history import Alert
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.rollup import Family
from services.monitoring.domain.silence import FeedDay
from services.monitoring.domain.versions import in_force
from services.monitoring.ports import Records
from services.monitoring.use_cases import due_plans


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done with an alert, how it is handled therefore, and the names of those who were told of it."""

    deeds: list[Deed]
    handling: Handling
    told: set[str]


@dataclass(frozen=True)
class Standings:
    """A plan, what its series count and how they were judged on its newest evaluated day, and its alerts.

    ``feeds`` is what was heard of the offices by that day, by the id of their series; ``handled`` says by an alert's id
    how people handle it. ``settled`` is False while evaluations are due; what is shown meanwhile are the ones before.
    """

    plan: Plan
    counted: bool
    settled: bool
    day: date | None
    last_known: date | None
    counts: dict[str, int]
    evaluations: dict[str, Evaluation]
    alerts: list[Alert]
    feeds: dict[str, FeedDay] = field(default_factory=dict)
    handled: dict[str, Handled] = field(default_factory=dict)

    @cached_property
    def open_alerts(self) -> list[Alert]:
        """The alerts that stand."""
        return [alert for alert in self.alerts if alert.resolved_on is None]

    @cached_property
    def family(self) -> Family:
        """Which alerts are under which."""
        return Family(self.plan, self.alerts)


def plans_of_the_day(plans: Sequence[Plan], today: date) -> list[Plan]:
    """Return those of *plans* that are of the last completed day's year; if there are none, those of the newest year.

    On 1 January that is still the old year, as on planning's board.
    """
    year = (today - timedelta(days=1)).year
    years = {plan.year for plan in plans}
    shown = year if year in years else max(years, default=year)
    return [plan for plan in plans if plan.year == shown]


def standings_of(records: Records, plan: Plan, today: date) -> Standings:
    """Return how *plan* stands."""
    day = records.newest_day(plan.id)
    progress = {one.plan: one for one in records.progress()}
    due = {one.id for one, _ in due_plans(records, today)}
    found = records.evaluations(plan.id, day) if day else []
    cases = list(cases_of(records, plan))
    return Standings(
        plan=plan,
        counted=plan.id in progress and progress[plan.id].counted,
        settled=plan.id not in due,
        day=day,
        last_known=records.last_known(plan.id, day) if day else None,
        counts=records.counts(plan.id, day, day) if day else {},
        evaluations={one.series: one for one in found},
        alerts=[case.alert for case in cases],
        handled=_handled(records, cases, today),
        feeds={series_of(one.office): one for one in records.feed_days(plan.id, day)} if day else {},
    )


def _handled(records: Records, cases: Sequence[Case], today: date) -> dict[str, Handled]:
    told = records.told_of({case.known_as for case in cases})
    return {case.alert.id: Handled(case.deeds, case.handling(today), told[case.known_as]) for case in cases}


def evaluation_behind(records: Records, standings: Standings, alert: Alert) -> Evaluation | None:
    """Return what *alert* rests on: the newest evaluation, or that of the day of its resolution; None for silence."""
    series = alert.raised.series
    if alert.raised.kind is Kind.FEED_SILENT:
        return None
    if alert.resolved_on is None:
        return standings.evaluations.get(series)
    found = records.evaluations(standings.plan.id, alert.resolved_on)
    judged = next((one for one in found if one.series == series), None)
    return judged or records.last_evaluations(standings.plan.id, [series]).get(series)


def judged_by(records: Records, plan: Plan, evaluation: Evaluation) -> Plan:
    """Return the state of *plan* by which *evaluation* was judged."""
    states = {(one.number, one.calibration): state for one, state in records.history(plan.id).items()}
    return states[evaluation.plan_version, evaluation.calibration_version]


def plan_on(records: Records, plan: Plan, day: date) -> Plan:
    """Return the state of *plan* that is in force on *day*."""
    states = records.history(plan.id)
    return states[in_force(states.keys(), day)]


def with_what_was(records: Records, plan: Plan) -> Plan:
    """Return *plan* with the series of its other states, which owe nothing here: what is told of them needs a title."""
    own = {one.id for one in plan.series}
    states = sorted(records.history(plan.id).items())
    others = {one.id: one for _, state in states for one in state.series if one.id not in own}
    lost = (replace(one, target=None, daily={}) for one in others.values())
    return replace(plan, series=(*plan.series, *lost)) if others else plan
