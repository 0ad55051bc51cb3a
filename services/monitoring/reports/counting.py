"""Counts by series and day, from the cells that monitoring keeps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.reports.figures import MonthFigures

_MONTHS = range(1, 13)
_DIGITS = 6

Starts = Mapping[str, Mapping[date, int]]
"""The entries of each series by the day on which they began."""


def starts_of(cells: Iterable[Cell]) -> Starts:
    """Return what *cells* add up to."""
    found: dict[str, Counter[date]] = {}
    for cell in cells:
        for series in cell.series:
            found.setdefault(series, Counter())[cell.start] += cell.entries
    return found


def months_of(plan: Plan, starts: Starts, day: date, provisional_from: date) -> Iterator[MonthFigures]:
    """Yield the months of every series, as they stand on *day*."""
    for series in plan.series:
        owed, due, begun = _owed(series, plan.last_day), _owed(series, day), Counter[int]()
        for start, entries in starts.get(series.id, {}).items():
            begun[start.month] += entries if start <= day else 0
        for month in _MONTHS:
            yield MonthFigures(
                series=series.id,
                month=month,
                target=None if series.target is None else round(owed[month]),
                expected=None if series.target is None else round(due[month], _DIGITS),
                actual=begun[month],
                provisional=(plan.year, month) >= (provisional_from.year, provisional_from.month),
            )


def _owed(series: Series, through: date) -> dict[int, float]:
    """Return the entries planned until *through*, by month."""
    owed = dict.fromkeys(_MONTHS, 0.0)
    for day, entries in series.daily.items():
        if day <= through:
            owed[day.month] += entries
    return owed
