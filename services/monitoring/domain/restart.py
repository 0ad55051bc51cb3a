"""Series whose plan started anew: what had begun by then stands for what was owed, and the pace is measured from there.

The gap of the past is let off. It must not come back by the pace, which would remember it for months: A, B and B2 leave
out what began before. What is owed (Lambda) and what could be known of it (E) keep all of the year, for the forecast
does; what was planned before counts there as much as had begun.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Restarts:
    """By judged series: on which day of the year (from 0) it starts anew, and what the days before count for.

    ``first`` is 0 for a series that never does. ``kept`` is what had begun of each entry planned before, ``unplanned``
    how many had begun where none was planned: they are taken for known.
    """

    first: Counts
    kept: Floats
    unplanned: Floats

    def measured(self, through: int) -> NDArray[np.bool_]:
        """Say of the year's first *through* days (rows) whether each measures the pace of a series."""
        return (np.arange(through)[:, None] >= self.first) | ~self._begun(through)

    def share(self, through: int) -> Floats:
        """Return what the entries planned for each of these days count for."""
        return np.where(self.measured(through), 1.0, self.kept)

    def beyond(self, through: int) -> Floats:
        """Return the entries that had begun without having been planned."""
        return np.where(self._begun(through), self.unplanned, 0.0)

    def _begun(self, through: int) -> NDArray[np.bool_]:
        return self.first < through


def first_measured(plan: Plan) -> Counts:
    """Return for each judged series of *plan* on which day of the year, from 0, its pace begins to be measured."""
    days = [max((one.exposure_from or plan.first_day), plan.first_day) - plan.first_day for one in plan.judged]
    return np.array([day.days for day in days], dtype=np.int64)


def restarts_of(plan: Plan, planned: Floats) -> Restarts:
    """Return the restarts of the judged series of *plan*; *planned* has a row a day of its year, a column a series."""
    first = first_measured(plan)
    before = np.where(np.arange(len(planned))[:, None] < first, planned, 0.0).sum(axis=0)
    started = np.where(first > 0, np.array([one.started for one in plan.judged], dtype=np.float64), 0.0)
    kept = np.where(before > 0, started / np.where(before > 0, before, 1.0), 1.0)
    return Restarts(first, kept, np.where(before > 0, 0.0, started))
