"""From the plan and the counted cells to the evidence of each day."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.deviation import Evidence
from services.monitoring.domain.dispersion import prior_dispersion
from services.monitoring.domain.plan import Plan, Series

FORGETTING = math.log(2) / 70
"""Per day: what began ten weeks ago counts half."""


@dataclass(frozen=True, slots=True)
class Cell:
    """On day ``known`` the entries that began on ``start`` and count in each of ``series`` changed by ``entries``."""

    series: tuple[str, ...]
    start: date
    known: date
    entries: int


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the plan's days up to t count on the evaluated day: C(age), and e to the -forgetting times (t - start)."""

    complete: Floats
    fading: Floats


def evidence(plan: Plan, cells: Iterable[Cell], days: Sequence[date]) -> Evidence:
    """Return the evidence at the end of each of *days*: one row a day, one column a judged series.

    A day's row depends on the plan and on what was known by then, on nothing else: sums run over whole entries per day
    of the year in calendar order, so that neither the order of arrival nor the other *days* change a single bit.
    """
    series = plan.judged
    planned = _planned(plan, series)
    weights = [_weights(plan, day) for day in days]
    counted = [_counted(buckets, one) for one, buckets in zip(weights, _buckets(plan, cells, days), strict=True)]
    owed = [_owed(planned, one) for one in weights]
    shape = (len(days), len(series))
    known, weighted = (np.array([row[i] for row in counted]).reshape(shape) for i in range(2))
    exposure, squared, expected_known, expected = (np.array([row[i] for row in owed]).reshape(shape) for i in range(4))
    return Evidence(
        target=np.broadcast_to(np.array([one.target for one in series], dtype=np.int64), shape),
        known=known.astype(np.int64),
        dispersion=np.broadcast_to(prior_dispersion(series), shape),
        weighted_known=weighted.astype(np.float64),
        exposure=exposure,
        exposure_squared=squared,
        expected_known=expected_known,
        expected=expected,
    )


def _planned(plan: Plan, series: Sequence[Series]) -> Floats:
    """Return the entries planned: one row a day of the year, one column a series."""
    pace = np.zeros(((plan.last_day - plan.first_day).days + 1, len(series)))
    for column, one in enumerate(series):
        for day, entries in one.daily.items():
            if plan.first_day <= day <= plan.last_day:
                pace[(day - plan.first_day).days, column] = entries
    return pace


def _weights(plan: Plan, day: date) -> _Weights:
    """Weigh the starts up to t: t stays at 31 December while knowledge, and so the age of a start, goes on."""
    starts = np.arange((min(day, plan.last_day) - plan.first_day).days + 1)
    age = (day - plan.first_day).days - starts
    complete = np.array(plan.completeness)[np.minimum(age, len(plan.completeness) - 1)]
    return _Weights(complete[:, None], np.exp(-FORGETTING * (starts[-1] - starts))[:, None])


def _buckets(plan: Plan, cells: Iterable[Cell], days: Sequence[date]) -> Iterator[Counts]:
    """Yield for each of *days* the entries known by then: one row a start day up to t, one column a series."""
    known, start, place, number, counts_in = _as_columns(plan, cells)
    entries = np.zeros(((plan.last_day - plan.first_day).days + 1, len(plan.judged)), dtype=np.int64)
    before = 0
    for day in days:
        through = int(np.searchsorted(known, day.toordinal(), side="right"))
        new = slice(before, through)
        np.add.at(entries, start[new], counts_in[place[new]] * number[new, None])
        before = through
        yield entries[: (min(day, plan.last_day) - plan.first_day).days + 1].copy()


def _as_columns(plan: Plan, cells: Iterable[Cell]) -> tuple[Counts, ...]:
    """Return the cells of the plan year in the order of ``known``, a column a field, and in which series places count.

    Days are ordinals, starts count from the year's first day.
    """
    first, last = plan.first_day.toordinal(), plan.last_day.toordinal()
    places: dict[tuple[str, ...], int] = {}
    rows = np.fromiter(
        (
            (cell.known.toordinal(), start - first, places.setdefault(cell.series, len(places)), cell.entries)
            for cell in cells
            if first <= (start := cell.start.toordinal()) <= last
        ),
        dtype=np.dtype((np.int64, 4)),
    )
    counts_in = np.array([[one.id in place for one in plan.judged] for place in places], dtype=np.int64)
    known, start, place, number = rows[np.argsort(rows[:, 0], kind="stable")].T
    return known, start, place, number, counts_in.reshape(len(places), len(plan.judged))


def _counted(buckets: Counts, weights: _Weights) -> tuple[Counts, Floats]:
    """Return n and A of a day, per series; half-arrived corrections must not make A negative."""
    return buckets.sum(axis=0), np.maximum((buckets * weights.fading).sum(axis=0), 0.0)


def _owed(planned: Floats, weights: _Weights) -> tuple[Floats, Floats, Floats, Floats]:
    """Return B, B2, E and Lambda of a day, per series."""
    past = planned[: len(weights.fading)]
    complete = past * weights.complete
    fading = complete * weights.fading
    return fading.sum(axis=0), (fading * weights.fading).sum(axis=0), complete.sum(axis=0), past.sum(axis=0)
