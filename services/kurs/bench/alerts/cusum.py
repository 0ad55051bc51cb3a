"""A CUSUM over weeks of starts, with the same correction for late reports and the same dispersion as the product."""

import math
from datetime import date

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.deviation import Evidence
from services.monitoring.domain.known import Changes
from services.monitoring.domain.plan import Plan

_PACE_SOUGHT = 0.6
"""Between the drops that are measured."""

_DAYS_OF_A_WEEK = 7
_WEEKS = 53


class Cusum:
    """The sum of the log likelihood ratios of the weeks, begun anew at 0; recomputed at each look."""

    def __init__(self, plan: Plan, days: tuple[date, ...], columns: list[int]) -> None:
        """Work out what is expected to be known of each week's starts: by look, week and series."""
        self._columns, self._first = columns, plan.first_day.toordinal()
        self._looks = np.array([day.toordinal() for day in days])
        starts = np.arange(self._first, plan.last_day.toordinal() + 1)
        age = np.clip(self._looks[:, None] - starts, -1, len(plan.completeness) - 1)
        complete = np.where(age < 0, 0.0, np.array(plan.completeness)[age])
        planned = np.array(
            [
                [plan.judged[column].daily.get(date.fromordinal(int(start)), 0.0) for column in columns]
                for start in starts
            ]
        ).reshape(len(starts), len(columns))
        weeks = np.arange(0, len(starts), _DAYS_OF_A_WEEK)
        self._expected = np.add.reduceat(complete[:, :, None] * planned, weeks, axis=1)

    def path(self, changes: Changes, evidence: Evidence) -> Floats:
        """Return the sum at each look: by year, look and series."""
        counted = self._by_week(changes, len(evidence.known))
        dispersion = evidence.dispersion[:, 0, self._columns][:, None, None, :]
        ratios = (counted * math.log(_PACE_SOUGHT) + (1 - _PACE_SOUGHT) * self._expected) / dispersion
        total = np.zeros_like(ratios[:, :, 0])
        for week in range(_WEEKS):
            total = np.maximum(total + ratios[:, :, week], 0.0)
        return total

    def _by_week(self, changes: Changes, years: int) -> Counts:
        shape = (years, len(self._looks), _WEEKS, len(self._columns))
        seen = np.searchsorted(self._looks, np.maximum(changes.known, changes.start))
        kept = np.flatnonzero(seen < len(self._looks))
        change, column = np.nonzero(changes.counts_in[changes.place[kept]][:, self._columns])
        change = kept[change]
        week = (changes.start[change] - self._first) // _DAYS_OF_A_WEEK
        moved = np.zeros(shape, dtype=np.int64)
        np.add.at(moved, (changes.year[change], seen[change], week, column), changes.entries[change])
        return moved.cumsum(axis=1)
