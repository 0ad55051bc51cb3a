"""The pace: how many entries a series owes by a day. Computed here and nowhere else."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from shared.calendar import WorkingDays

MONTHS = range(1, 13)
_HALF = Fraction(1, 2)


class Share(NamedTuple):
    """Entries spread evenly over days of one month."""

    days: tuple[date, ...]
    entries: Fraction

    def by(self, on: date) -> Fraction:
        """Return what of them is owed by the end of *on*."""
        return self.entries * bisect_right(self.days, on) / len(self.days)


@dataclass(frozen=True, slots=True)
class Pace:
    """What a series owes, day by day.

    ``restarts`` holds the days on which the plan began anew from what had begun by then: how many entries that added
    to what was owed, negative where it was let off. All shares and restarts add up to the target exactly.
    """

    shares: tuple[Share, ...] = ()
    restarts: Mapping[date, Fraction] = field(default_factory=dict)

    def owed_by(self, on: date) -> Fraction:
        """Return the entries owed by the end of *on*."""
        anew = (entries for day, entries in self.restarts.items() if day <= on)
        return sum((share.by(on) for share in self.shares), sum(anew, Fraction(0)))

    def owed_in(self, month: int, on: date) -> Fraction:
        """Return the entries owed by the end of *on* for the starts of *month*; no restart belongs to a month."""
        return sum((share.by(on) for share in self.shares if share.days[0].month == month), Fraction(0))

    @property
    def total(self) -> Fraction:
        """All entries owed."""
        return self.owed_by(date.max)

    @property
    def months(self) -> tuple[int, ...]:
        """The entries owed per month, January first: whole ones, but for a month in which the plan began anew."""
        return tuple(int(self.owed_in(month, date.max) + _HALF) for month in MONTHS)

    @property
    def daily(self) -> dict[date, Fraction]:
        """The entries owed per day; the days that are missing owe nothing."""
        owed: dict[date, Fraction] = {}
        for share in self.shares:
            for day in share.days if share.entries else ():
                owed[day] = owed.get(day, Fraction(0)) + share.entries / len(share.days)
        return dict(sorted(owed.items()))

    def before(self, day: date) -> "Pace":
        """Return what was owed before *day*, and nothing after it."""
        return Pace(tuple(_cut(self.shares, day)), {of: owed for of, owed in self.restarts.items() if of < day})


NO_PACE = Pace()
"""Nothing is owed."""


def _cut(shares: Iterable[Share], day: date) -> Iterator[Share]:
    eve = day - timedelta(days=1)
    for share in shares:
        if days := share.days[: bisect_right(share.days, eve)]:
            yield Share(days, share.by(eve))


def together(shares: Iterable[Share]) -> tuple[Share, ...]:
    """Return *shares* with those over the same days added up, in the order of their days."""
    sums: dict[tuple[date, ...], Fraction] = {}
    for share in shares:
        sums[share.days] = sums.get(share.days, Fraction(0)) + share.entries
    return tuple(Share(days, entries) for days, entries in sorted(sums.items()))


@lru_cache(maxsize=256)
def working_days(year: int, month: int, calendar: WorkingDays) -> tuple[date, ...]:
    """Return the working days of a month of *calendar*."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return tuple(calendar.between(date(year, month, 1), after - timedelta(days=1)))


@lru_cache(maxsize=4_096)
def working_days_from(first: date, month: int, calendar: WorkingDays) -> tuple[date, ...]:
    """Return the working days of a month of the year of *first* that do not lie before it."""
    return tuple(day for day in working_days(first.year, month, calendar) if day >= first)
