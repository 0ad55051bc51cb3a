"""Counting: in which cell an entry stands, and what one more revision moves."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol, TypeVar

from services.planning.domain.entry import Entry
from services.planning.domain.plan import Plan
from services.planning.domain.revisions import Arrival, turns
from shared.clock import day_of, from_micros

Kind = Literal["counted", "planned"]
_KINDS: dict[str, Kind] = {"started": "counted", "ended": "counted", "planned": "planned"}
_HOUR = 3_600_000_000


class Place(NamedTuple):
    """Where entries are counted together: as begun or as announced, in these series of a plan."""

    plan: str
    kind: Kind
    series: tuple[str, ...]


class Cell(NamedTuple):
    """The entries of a place that begin on one day."""

    place: Place
    start: date


class Changed(NamedTuple):
    """The new value of a cell on a day of knowledge; ``change`` counts how often it was written."""

    place: Place
    start: date
    known: date
    entries: int
    change: int


class Plans(Protocol):
    """The plans in force."""

    def of(self, office: str, year: int) -> Plan | None:
        """Return the plan of the district to which *office* belongs, for *year*; None when there is none."""
        ...


def cells_of(entry: Entry, plans: Plans) -> tuple[Cell, ...]:
    """Return the cell in which *entry* stands; none when it is cancelled or nothing of a plan counts it (rules 1-5)."""
    kind = _KINDS.get(entry.status)
    plan = plans.of(entry.office, entry.start_date.year)
    if kind is None or plan is None:
        return ()
    series = plan.series_of(plan.attributes(entry, plan.sectors.find(entry).sector))
    return (Cell(Place(plan.id, kind, series), entry.start_date),) if series else ()


def nowhere(entry: Entry, plans: Plans) -> bool:
    """Say whether *entry* would count or be announced, but its office has no plan for its year."""
    return entry.status in _KINDS and plans.of(entry.office, entry.start_date.year) is None


C = TypeVar("C")
Moves = dict[tuple[C, date], int]
"""By how much each cell changed on each day of knowledge (Berlin)."""


def move(standing: Collection[Arrival], cells: Callable[[str], Iterable[C]], into: Moves[C], sign: int = 1) -> None:
    """Add to *into* how the life of one entity moved its cells; with *sign* -1 take it away again.

    The newest state leaves its cells when a newer one becomes known, and that one enters its own. The sum of the
    changes known until K is what was counted at K, in whatever order the revisions arrived.
    """
    before: Iterable[C] = ()
    for arrival in turns(standing) if len(standing) > 1 else standing:
        day = day_known(arrival.known)
        after = cells(arrival.data)
        for cell in after:
            into[cell, day] = into.get((cell, day), 0) + sign
        for cell in before:
            into[cell, day] = into.get((cell, day), 0) - sign
        before = after


def day_known(known: int) -> date:
    """Return the Berlin day of an instant (microseconds since 1970)."""
    return _day_of_hour(known // _HOUR)


@lru_cache(maxsize=100_000)
def _day_of_hour(hour: int) -> date:
    # Berlin is whole hours away from UTC: all instants of one hour fall on the same day.
    return day_of(from_micros(hour * _HOUR))


def moved(moves: Mapping[tuple[C, date], int]) -> Moves[C]:
    """Return what of *moves* did not cancel out."""
    return {cell: n for cell, n in moves.items() if n}
