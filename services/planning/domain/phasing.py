"""Phasing: how whole entries are spread over what is left of the year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from services.planning.domain.pace import MONTHS, Share, working_days, working_days_from
from shared.apportion import largest_remainder
from shared.calendar import WorkingDays


class NothingLeft(Exception):
    """Entries are still owed, and no weight or no working day is left on which they could be."""


class Phasing(Protocol):
    """A way to spread the year."""

    def spread(self, entries: int, first: date) -> tuple[Share, ...]:
        """Spread *entries* over the days from *first* to the end of its year. Raises :class:`NothingLeft`."""
        ...


@dataclass(frozen=True, slots=True)
class ByMonths:
    """Whole entries per month by largest remainder, within a month in equal parts per working day."""

    weights: tuple[Fraction, ...]
    calendar: WorkingDays

    def spread(self, entries: int, first: date) -> tuple[Share, ...]:
        """Spread over whole months; of the running one as much weight counts as working days are left in it."""
        left = {month: working_days_from(first, month, self.calendar) for month in MONTHS}
        weights = [self._weight(first.year, month, len(days)) for month, days in left.items()]
        parts = _whole_parts(entries, weights)
        return tuple(
            Share(days, Fraction(part)) for days, part in zip(left.values(), parts, strict=True) if days and part
        )

    def _weight(self, year: int, month: int, left: int) -> Fraction:
        return self.weights[month - 1] * Fraction(left, len(working_days(year, month, self.calendar)))


@dataclass(frozen=True, slots=True)
class ByStarts:
    """Whole entries on the days on which courses start, by largest remainder."""

    weights: Mapping[date, Fraction]

    def spread(self, entries: int, first: date) -> tuple[Share, ...]:
        """Spread over the starts that do not lie before *first*."""
        left = {day: weight for day, weight in sorted(self.weights.items()) if day >= first}
        parts = _whole_parts(entries, list(left.values()))
        return tuple(Share((day,), Fraction(part)) for day, part in zip(left, parts, strict=True) if part)


def _whole_parts(entries: int, weights: list[Fraction]) -> list[int]:
    if not entries:
        return [0] * len(weights)
    if not sum(weights):
        raise NothingLeft
    return largest_remainder(entries, weights)
