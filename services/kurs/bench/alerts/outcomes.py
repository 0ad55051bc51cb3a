"""What came of played years."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from services.kurs.bench.alerts.scenarios import FROM
from services.kurs.bench.alerts.world import YEAR
from services.monitoring.domain.alerts import Kind, Level, Turn
from services.monitoring.domain.arrays import Counts
from services.monitoring.domain.course import Course

NEVER = 10**6
"""Stands for a day that did not come."""

LOOKED_AT = (date(YEAR, 6, 30), date(YEAR, 9, 30), date(YEAR, 11, 30))
"""The days whose 80 % interval is compared with the year's end."""

_ORDER = {level: number for number, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some years: one row a year, one column a watched series.

    ``raised`` is how many warnings there were, ``standing`` whether one stood in the end. Days count from 1 January:
    ``warned`` is the first on which a warning stood, ``warned_since`` the first from :data:`FROM` on, ``critical`` and
    ``at_risk`` the first of their kind. ``missed`` says whether the target was missed, ``covered`` whether the 80 %
    interval held the year's end: by year, day of :data:`LOOKED_AT` and series.
    """

    raised: Counts
    standing: Counts
    warned: Counts
    warned_since: Counts
    critical: Counts
    at_risk: Counts
    missed: Counts
    covered: Counts


def outcome(courses: Sequence[Sequence[Course]], missed: NDArray[np.bool_], covered: NDArray[np.bool_]) -> Outcome:
    """Return what came of years with these *courses*, by year and series."""
    rows = np.array([[_summary(one) for one in year] for year in courses], dtype=np.int64)
    return Outcome(*np.moveaxis(rows, 2, 0), *(one.astype(np.int64) for one in (missed, covered)))


def joined(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the years of all *outcomes* as one."""
    return Outcome(*(np.concatenate([getattr(one, field.name) for one in outcomes]) for field in fields(Outcome)))


def cut(outcome: Outcome, years: int) -> Outcome:
    """Return what came of the first *years*."""
    return Outcome(*(getattr(outcome, field.name)[:years] for field in fields(Outcome)))


def _summary(course: Course) -> tuple[int, ...]:
    levels = np.array([_ORDER[level] for level in course.levels], dtype=np.int64)
    warned = levels >= _ORDER[Level.WARNING]
    since = np.array([day >= FROM for day in course.days], dtype=np.bool_)
    raised = sum(step.kind is Kind.PACE and step.turn is Turn.RAISED for _, step in course.steps)
    marks = (warned, warned & since, levels >= _ORDER[Level.CRITICAL], np.array(course.target_at_risk, dtype=np.bool_))
    return raised, int(warned[-1:].any()), *(_first(course, mark) for mark in marks)


def _first(course: Course, mark: NDArray[np.bool_]) -> int:
    return (course.days[int(mark.argmax())] - date(YEAR, 1, 1)).days if mark.any() else NEVER
