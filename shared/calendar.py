"""Working days of a federal state: public holidays and weekends are none."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import holidays

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of one plan: *subdivision* of Germany (ST: Saxony-Anhalt) and the plan's own closed days."""

    subdivision: str = "ST"
    closed: frozenset[date] = field(default=frozenset())

    def __contains__(self, day: date) -> bool:
        """Say whether work is done on *day*."""
        free = _public_holidays(self.subdivision, day.year)
        return day.weekday() < _SATURDAY and day not in self.closed and day not in free

    def between(self, first: date, last: date) -> Iterator[date]:
        """Yield the working days from *first* to *last*, both included."""
        for offset in range((last - first).days + 1):
            if (day := first + timedelta(days=offset)) in self:
                yield day

    def last_before(self, day: date) -> date:
        """Return the last working day before *day*: the newest one that is completed on *day*."""
        day -= timedelta(days=1)
        while day not in self:
            day -= timedelta(days=1)
        return day


@cache
def _public_holidays(subdivision: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=subdivision, years=year))
