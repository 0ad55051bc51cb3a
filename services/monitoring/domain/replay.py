"""Play working days one by one, each with what was known at its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from services.monitoring.domain.alerts import NOTHING_YET, THRESHOLDS, Standing, observe
from services.monitoring.domain.deviation import Evidence, Verdict, judge
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell, evidence
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan, Series


@dataclass(frozen=True, slots=True)
class Played:
    """What the played days came to."""

    evaluations: list[Evaluation]
    changes: list[Change]


def play(plan: Plan, cells: Iterable[Cell], days: Sequence[date], standings: Mapping[str, Standing]) -> Played:
    """Evaluate every judged series of *plan* on each of *days*, going on from *standings*.

    The figures of a day are a pure function of the plan and of the cells known by then; levels and alerts are a pure
    fold over days. What was known late is therefore judged as if it had always been there.
    """
    played = Played([], [])
    columns = _evaluate(plan, cells, days)
    for series, column in zip(plan.judged, columns, strict=True):
        _fold(plan, series, column, standings.get(series.id, NOTHING_YET), played)
    return played


def _fold(plan: Plan, series: Series, column: list[Evaluation], standing: Standing, played: Played) -> None:
    for evaluation in column:
        standing, steps = observe(standing, evaluation.figures, THRESHOLDS[series.tier])
        played.evaluations.append(replace(evaluation, standing=standing))
        played.changes.extend(
            Change(plan.id, plan.version, series.id, step.kind, step.turn, step.severity, evaluation.day, step.since)
            for step in steps
        )


def _evaluate(plan: Plan, cells: Iterable[Cell], days: Sequence[date]) -> list[list[Evaluation]]:
    """Return for each judged series its evaluations, day by day, without a standing."""
    given = evidence(plan, cells, days)
    figures = _by_series(given) | _by_series(judge(given))
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
