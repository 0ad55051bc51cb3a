"""Play working days one by one, each with what was known at its end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from services.monitoring.domain.alerts import NOTHING_YET, THRESHOLDS, DayFigures, Standing, Step, observe
from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.deviation import Evidence, Verdict, judge
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell, evidence
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.domain.withheld import Withheld

_Column = list[tuple[Evaluation, DayFigures]]
"""A series day by day: its evaluation, and what the machine of the alerts looks at."""


@dataclass(frozen=True, slots=True)
class Played:
    """What the played days came to."""

    evaluations: list[Evaluation]
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Working days that follow each other and are judged by the same ``plan``."""

    plan: Plan
    days: Sequence[date]


def play(
    stretches: Sequence[Stretch],
    cells: Iterable[Cell],
    standings: Mapping[str, Standing],
    missing: Sequence[Withheld | None] = (),
) -> Played:
    """Evaluate every judged series on each day of *stretches*, which follow each other, going on from *standings*.

    *missing* is what silent offices owe in each stretch; without it nobody is silent.

    The figures of a day are a pure function of the plan and of the cells known by then; levels and alerts are a pure
    fold over days. What was known late is therefore judged as if it had always been there.
    """
    played, counted, standing = Played([], []), list(cells), dict(standings)
    for number, stretch in enumerate(stretches):
        columns = _evaluate(stretch, counted, missing[number] if missing else None)
        for series, column in zip(stretch.plan.judged, columns, strict=True):
            standing[series.id] = _fold(stretch.plan, series, column, standing.get(series.id, NOTHING_YET), played)
    return played


def _fold(plan: Plan, series: Series, column: _Column, standing: Standing, played: Played) -> Standing:
    for evaluation, figures in column:
        standing, steps = observe(standing, figures, THRESHOLDS[series.tier])
        played.evaluations.append(replace(evaluation, standing=standing))
        played.changes.extend(_change(plan, series, evaluation.day, step) for step in steps)
    return standing


def _change(plan: Plan, series: Series, day: date, step: Step) -> Change:
    what = (step.kind, step.turn, step.severity)
    return Change(plan.id, plan.version, series.id, *what, day, step.since, step.cause)


def _evaluate(stretch: Stretch, cells: Iterable[Cell], missing: Withheld | None) -> Iterator[_Column]:
    """Yield for each judged series its evaluations, day by day, without a standing, and what the machine looks at."""
    plan, days = stretch.plan, stretch.days
    given = evidence(plan, cells, days)
    verdict = judge(given)
    doubted = missing.given_to(given) if missing else given
    if_reported = judge(doubted) if missing else verdict
    figures = _by_series(given) | _by_series(verdict) | _doubt(if_reported, missing)
    for index, series in enumerate(plan.judged):
        rows = zip(*(column[index] for column in figures.values()), strict=True)
        evaluations = [
            Evaluation(series=series.id, day=day, plan_version=plan.version, **dict(zip(figures, row, strict=True)))
            for day, row in zip(days, rows, strict=True)
        ]
        others = zip(*(one[:, index].tolist() for one in _looked_at(doubted, if_reported)), strict=True)
        yield [
            (one, replace(one.figures, if_reported=DayFigures(one.day, *other) if one.incomplete else None))
            for one, other in zip(evaluations, others, strict=True)
        ]


def _doubt(if_reported: Verdict, missing: Withheld | None) -> dict[str, list[list[float]]]:
    nothing = np.zeros(if_reported.pace_probability.shape)
    arrays = {
        "pace_probability_if_reported": if_reported.pace_probability,
        "missing": missing.entries if missing else nothing,
        "weighted_missing": missing.weighted if missing else nothing,
    }
    return {name: array.T.tolist() for name, array in arrays.items()}


def _looked_at(evidence: Evidence, verdict: Verdict) -> tuple[Counts | Floats, ...]:
    """Return what levels and alerts depend on, in the order of :class:`DayFigures`."""
    return (evidence.target, evidence.known, verdict.pace_probability, verdict.forecast, verdict.chance95)


def _by_series(arrays: Evidence | Verdict) -> dict[str, list[list[float]]]:
    """Return each array of *arrays* as plain numbers: by series, then by day."""
    return {field.name: getattr(arrays, field.name).T.tolist() for field in fields(arrays)}
