"""Play working days one by one, each with what was known at its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from services.monitoring.domain.alerts import NOTHING_YET, DayFigures, Standing, Step, observe
from services.monitoring.domain.deviation import Evidence, Verdict, judge
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell, evidence
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.domain.plan_change import asks_the_same, measured_anew, no_longer_asked
from services.monitoring.domain.withheld import Withheld, if_reported


@dataclass(frozen=True, slots=True)
class Played:
    """What the played days came to."""

    evaluations: list[Evaluation]
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Working days that follow each other and are judged by the same ``plan``.

    ``before`` is by which the day before them was judged; None: they are the first ones. ``withheld`` is what silent
    offices owe on them, None while nobody is silent.
    """

    plan: Plan
    days: Sequence[date]
    before: Plan | None = None
    withheld: Withheld | None = None

    @property
    def changed(self) -> Plan | None:
        """The version of the plan that it was until then, if it is another one: a new calibration changes no plan."""
        return self.before if self.before and self.before.version != self.plan.version else None


def play(stretches: Sequence[Stretch], cells: Iterable[Cell], standings: Mapping[str, Standing]) -> Played:
    """Evaluate every judged series on each day of *stretches*, which follow each other, going on from *standings*.

    The figures of a day are a pure function of the plan and of the cells known by then; levels and alerts are a pure
    fold over days. What was known late is therefore judged as if it had always been there.
    """
    played, counted, standing = Played([], []), list(cells), dict(standings)
    for stretch in stretches:
        _end_what_is_asked_no_more(stretch, standing, played)
        columns = evaluate(stretch.plan, counted, stretch.days, stretch.withheld)
        for series, column in zip(stretch.plan.judged, columns, strict=True):
            standing[series.id] = _fold(stretch, series, column, standing.get(series.id, NOTHING_YET), played)
    return played


def _end_what_is_asked_no_more(stretch: Stretch, standing: dict[str, Standing], played: Played) -> None:
    asked = {one.id for one in stretch.plan.judged}
    for series in sorted(standing.keys() - asked) if stretch.changed else ():
        steps = no_longer_asked(standing.pop(series))
        played.changes.extend(_change(stretch.plan, series, stretch.days[0], step) for step in steps)


def _fold(stretch: Stretch, series: Series, column: list[Evaluation], standing: Standing, played: Played) -> Standing:
    plan = stretch.plan
    for place, evaluation in enumerate(column):
        standing, anew = (standing, []) if place else _under_new_plan(stretch, series, standing, evaluation.figures)
        standing, steps = observe(standing, evaluation.figures, plan.limits(series))
        played.evaluations.append(replace(evaluation, standing=standing))
        played.changes.extend(_change(plan, series.id, evaluation.day, step) for step in (*anew, *steps))
    return standing


def _under_new_plan(
    stretch: Stretch, series: Series, standing: Standing, first: DayFigures
) -> tuple[Standing, list[Step]]:
    before = stretch.changed.find(series.id) if stretch.changed else series
    if asks_the_same(before, series):
        return standing, []
    return measured_anew(standing, first, (before.target or 0) if before else 0)


def _change(plan: Plan, series: str, day: date, step: Step) -> Change:
    what = (step.kind, step.turn, step.severity)
    return Change(plan.id, plan.version, series, *what, day, step.since, step.cause)


def evaluate(
    plan: Plan, cells: Iterable[Cell], days: Sequence[date], withheld: Withheld | None = None
) -> list[list[Evaluation]]:
    """Return for each judged series its evaluations, day by day, without a standing."""
    given = evidence(plan, cells, days)
    versions, verdict = (plan.version, plan.calibration.version), judge(given)
    figures = _by_series(given) | _by_series(verdict) | if_reported(given, verdict, withheld)
    return [
        [
            Evaluation(series.id, day, *versions, **dict(zip(figures, row, strict=True)))
            for day, row in zip(days, zip(*(column[index] for column in figures.values()), strict=True), strict=True)
        ]
        for index, series in enumerate(plan.judged)
    ]


def _by_series(arrays: Evidence | Verdict) -> dict[str, list[list[float]]]:
    """Return each array of *arrays* as plain numbers: by series, then by day."""
    return {field.name: getattr(arrays, field.name).T.tolist() for field in fields(arrays)}
