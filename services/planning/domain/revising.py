"""A later version of a plan: the past stays as it was, and what is left is spread over the rest of the year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil

from services.planning.domain.pace import NO_PACE, Pace, Share, together, working_days_from
from services.planning.domain.phasing import NothingLeft, Phasing
from shared.calendar import WorkingDays


class AlreadyOwed(Exception):
    """The new target is smaller than what was owed before the version begins."""

    def __init__(self, owed: Fraction) -> None:
        """Refuse because *owed* entries were owed by then."""
        super().__init__(owed)
        self.owed = owed


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a series goes on: what was owed before the day ``first``, and how much of its target that settles."""

    first: date
    past: Pace = NO_PACE
    settled: Fraction = Fraction(0)

    def from_what_has_begun(self, started: int, target: int) -> "Beginning":
        """Start anew: *started* entries had begun by ``first``, and the gap is nothing from then on."""
        settled = Fraction(min(started, target))
        anew = settled - self.past.total
        past = Pace(self.past.shares, {**self.past.restarts, self.first: anew})
        return replace(self, past=past, settled=settled)

    def rest(self, target: int) -> Fraction:
        """Return what of *target* is owed from ``first`` on. Raises :class:`AlreadyOwed`."""
        if self.settled > target:
            raise AlreadyOwed(self.settled)
        return target - self.settled

    def go_on(self, shares: Sequence[Share]) -> Pace:
        """Return the past, followed by *shares*."""
        return Pace(self.past.shares + together(shares), self.past.restarts)


def still_to_owe(beginning: Beginning, target: int, phasing: Phasing, calendar: WorkingDays) -> tuple[Share, ...]:
    """Spread what of *target* is left over the days from the beginning on; with the past it adds up exactly.

    In the middle of a month a part of an entry may have been owed: the rest of that one comes first, evenly on the
    running month's working days, so that months stay whole. Raises :class:`AlreadyOwed`, :class:`NothingLeft`.
    """
    rest = beginning.rest(target)
    begun = ceil(beginning.settled) - beginning.settled
    shares = phasing.spread(int(rest - begun), beginning.first)
    if begun:
        days = working_days_from(beginning.first, beginning.first.month, calendar)
        if not days:
            raise NothingLeft
        shares += (Share(days, begun),)
    return together(shares)
