"""What is known at the end of each day: n and A, of one year or of many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.exposure import FORGETTING
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.restart import first_measured

_GRAINS = 2**30
"""Weights are whole grains, so that sums are exact in whatever order; a hundred million entries fit into 64 bits."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of what is known: arrays with one element a change.

    On day ``known`` the number of entries that began on ``start`` at a place of ``year`` changed by ``entries``. Days
    are ordinals; ``year`` counts independent years of one plan from 0; ``counts_in`` says in which judged series each
    place counts: one row a place.
    """

    year: Counts
    start: Counts
    known: Counts
    place: Counts
    entries: Counts
    counts_in: NDArray[np.bool_]


def counts_in(plan: Plan, places: Sequence[Iterable[str]]) -> NDArray[np.bool_]:
    """Return in which judged series of *plan* each of *places* counts; a place is the series it names."""
    named = [set(place) for place in places]
    judged = [[one.id in place for one in plan.judged] for place in named]
    return np.array(judged, dtype=np.bool_).reshape(len(named), len(plan.judged))


def known_by_day(plan: Plan, changes: Changes, days: Sequence[date], years: int) -> tuple[Counts, Floats]:
    """Return n and A at the end of each of *days*: by year, day and judged series.

    A day's figures depend on what was known by then and on nothing else: neither the order of arrival nor the other
    *days* change a single bit.
    """
    shape = (years, len(days), len(plan.judged))
    first, last = plan.first_day.toordinal(), plan.last_day.toordinal()
    evaluated = np.array([day.toordinal() for day in days], dtype=np.int64)
    seen = np.searchsorted(evaluated, np.maximum(changes.known, changes.start))
    kept = np.flatnonzero((changes.start >= first) & (changes.start <= last) & (seen < len(days)))
    change, series = np.nonzero(changes.counts_in[changes.place[kept]])
    change = kept[change]
    cell = np.ravel_multi_index((changes.year[change], seen[change], series), shape) if len(change) else change
    grains = np.rint(_GRAINS * np.exp(FORGETTING * np.arange(last - first + 1))).astype(np.int64)
    fading = np.exp(-FORGETTING * (np.minimum(evaluated, last) - first)) / _GRAINS
    entries, start = changes.entries[change], changes.start[change] - first
    known, weighted = _risen(cell, entries, shape), _risen(cell, entries * grains[start], shape)
    if (anew := first_measured(plan)).any():
        before = np.where(start < anew[series], entries * grains[start], 0)
        weighted -= np.where((evaluated - first)[:, None] >= anew, _risen(cell, before, shape), 0)
    # Half-arrived corrections must not make A negative.
    return known, np.maximum(weighted * fading[:, None], 0.0)


def _risen(cell: Counts, amount: Counts, shape: tuple[int, int, int]) -> Counts:
    moved = np.zeros(np.prod(shape), dtype=np.int64)
    np.add.at(moved, cell, amount)
    return moved.reshape(shape).cumsum(axis=1)
