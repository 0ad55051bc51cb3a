"""What of a board depends on the plan and the day alone; computed once for each, in exact fractions."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from services.planning.domain.pace import MONTHS
from services.planning.domain.plan import Plan, Series


@dataclass(frozen=True, slots=True)
class Outline:
    """A series with what it owes by the day, and of each month's starts; None without a target."""

    series: Series
    target: int | None
    expected: float | None
    months: tuple[tuple[int | None, float | None], ...]


def outlines(plan: Plan, on: date) -> tuple[Outline, ...]:
    """Return each series of *plan* as it stands by the end of *on*."""
    return _outlines(_ThisPlan(plan), on)


class _ThisPlan:
    """A plan as a key: versions that are only tried out may share a name and differ in what they owe."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ThisPlan) and self.plan is other.plan

    def __hash__(self) -> int:
        return id(self.plan)


@lru_cache(maxsize=64)
def _outlines(of: _ThisPlan, on: date) -> tuple[Outline, ...]:
    return tuple(_outline(series, on) for series in of.plan.series)


def _outline(series: Series, on: date) -> Outline:
    if series.months is None:
        return Outline(series, None, None, ((None, None),) * len(MONTHS))
    owed = (series.owed_in(month, on) for month in MONTHS)
    months = tuple((goal, _figure(part)) for goal, part in zip(series.months, owed, strict=True))
    return Outline(series, series.target, _figure(series.expected(on)), months)


def _figure(value: Fraction) -> float:
    return round(float(value), 6)
