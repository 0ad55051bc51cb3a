"""The pace: how many entries a series owes by a day. Computed here and nowhere else."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from shared.calendar import WorkingDays

MONTHS = range(1, 13)


def expected(months: Sequence[int], year: int, calendar: WorkingDays, on: date) -> Fraction:
    """Return the entries owed by the end of *on*: whole months, and of the running one equal parts per working day."""
    return sum((owed_in(months, year, calendar, month, on) for month in MONTHS), Fraction(0))


def owed_in(months: Sequence[int], year: int, calendar: WorkingDays, month: int, on: date) -> Fraction:
    """Return the entries owed by the end of *on* for the starts of *month*."""
    days = working_days(year, month, calendar)
    gone = sum(day <= on for day in days)
    return Fraction(months[month - 1] * gone, len(days))


def daily(months: Sequence[int], year: int, calendar: WorkingDays) -> Iterator[tuple[date, Fraction]]:
    """Yield each working day of the year with the entries planned for it; they add up to the target exactly."""
    for month in MONTHS:
        days = working_days(year, month, calendar)
        for day in days:
            yield day, Fraction(months[month - 1], len(days))


@lru_cache(maxsize=256)
def working_days(year: int, month: int, calendar: WorkingDays) -> tuple[date, ...]:
    """Return the working days of a month of *calendar*."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return tuple(calendar.between(date(year, month, 1), after - timedelta(days=1)))
