"""Play working days one by one, each with what was known at its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from services.monitoring.domain.alerts import NOTHING_YET, THRESHOLDS, Standing, Step, observe
from services.monitoring.domain.deviation import Evidence, Verdict, judge
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell, evidence
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.domain.withheld import Withheld, if_reported


@dataclass(frozen=True, slots=True)
class Played:
    """What the played days came to."""

    evaluations: list[Evaluation]
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Working days that follow each other and are judged by the same ``plan``.

    ``withheld`` is what silent offices owe on them, None while nobody is silent.
    """

    plan: Plan
    days: Sequence[date]
    withheld: Withheld | None = None


def play(stretches: Sequence[Stretch], cells: Iterable[Cell], standings: Mapping[str, Standing]) -> Played:
    """Evaluate every judged series on each day of *stretches*, which follow each other, going on from *standings*.

    The figures of a day are a pure function of the plan and of the cells known by then; levels and alerts are a pure
    fold over days. What was known late is therefore judged as if it had always been there.
    """
    played, counted, standing = Played([], []), list(cells), dict(standings)
    for stretch in stretches:
        columns = _evaluate(stretch.plan, counted, stretch.days, stretch.withheld)
        for series, column in zip(stretch.plan.judged, columns, strict=True):
            standing[series.id] = _fold(stretch.plan, series, column, standing.get(series.id, NOTHING_YET), played)
    return played


def _fold(plan: Plan, series: Series, column: list[Evaluation], standing: Standing, played: Played) -> Standing:
    for evaluation in column:
        standing, steps = observe(standing, evaluation.figures, THRESHOLDS[series.tier])
        played.evaluations.append(replace(evaluation, standing=standing))
        played.changes.extend(_change(plan, series, evaluation.day, step) for step in steps)
    return standing


def _change(plan: Plan, series: Series, day: date, step: Step) -> Change:
    what = (step.kind, step.turn, step.severity)
    return Change(plan.id, plan.version, series.id, *what, day, step.since, step.cause)


def _evaluate(
    plan: Plan, cells: Iterable[Cell], days: Sequence[date], withheld: Withheld | None = None
) -> list[list[Evaluation]]:
    """Return for each judged series its evaluations, day by day, without a standing."""
    given = evidence(plan, cells, days)
    verdict = judge(given)
    figures = _by_series(given) | _by_series(verdict) | if_reported(given, verdict, withheld)
    return [
        [
            Evaluation(series=series.id, day=day, plan_version=plan.version, **dict(zip(figures, row, strict=True)))
            for day, row in zip(days, zip(*(column[index] for column in figures.values()), strict=True), strict=True)
        ]
        for index, series in enumerate(plan.judged)
    ]


def _by_series(arrays: Evidence | Verdict) -> dict[str, list[list[float]]]:
    """Return each array of *arrays* as plain numbers: by series, then by day."""
    return {field.name: getattr(arrays, field.name).T.tolist() for field in fields(arrays)}
