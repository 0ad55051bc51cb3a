"""From the plan and the counted cells to the evidence of each day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.deviation import Evidence
from services.monitoring.domain.dispersion import dispersion_of
from services.monitoring.domain.exposure import Exposure, exposure
from services.monitoring.domain.known import Changes, counts_in, known_by_day
from services.monitoring.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Cell:
    """On day ``known`` the entries that began on ``start`` and count in each of ``series`` changed by ``entries``."""

    series: tuple[str, ...]
    start: date
    known: date
    entries: int


def evidence(plan: Plan, cells: Iterable[Cell], days: Sequence[date]) -> Evidence:
    """Return the evidence at the end of each of *days*: one row a day, one column a judged series."""
    known, weighted = known_by_day(plan, _changes(plan, cells), days, years=1)
    return weigh(plan, exposure(plan, days), dispersion_of(plan, plan.judged), known[0], weighted[0])


def weigh(plan: Plan, owed: Exposure, dispersion: Floats, known: Counts, weighted: Floats) -> Evidence:
    """Return what is known (n, A: the series last, the days before them) beside what is owed."""
    target = np.array([one.target for one in plan.judged], dtype=np.int64)
    return Evidence(
        target=np.broadcast_to(target, known.shape),
        known=known,
        dispersion=np.broadcast_to(dispersion, known.shape),
        weighted_known=weighted,
        exposure=np.broadcast_to(owed.weighted, known.shape),
        exposure_squared=np.broadcast_to(owed.weighted_squared, known.shape),
        expected_known=np.broadcast_to(owed.expected_known, known.shape),
        expected=np.broadcast_to(owed.expected, known.shape),
    )


def _changes(plan: Plan, cells: Iterable[Cell]) -> Changes:
    places: dict[tuple[str, ...], int] = {}
    rows = np.fromiter(
        (
            (cell.start.toordinal(), cell.known.toordinal(), places.setdefault(cell.series, len(places)), cell.entries)
            for cell in cells
        ),
        dtype=np.dtype((np.int64, 4)),
    )
    start, known, place, entries = rows.T
    return Changes(np.zeros_like(start), start, known, place, entries, counts_in(plan, list(places)))
