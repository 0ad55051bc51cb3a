"""Counting: in which cells an entry stands, and what one more revision moves."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple, Protocol, TypeVar

from services.planning.domain.entry import Entry
from services.planning.domain.plan import Plan
from services.planning.domain.revisions import Arrival, turns
from shared.clock import day_of, from_micros

Kind = Literal["counted", "planned"]
_KINDS: dict[str, Kind] = {"started": "counted", "ended": "counted", "planned": "planned"}


class Cell(NamedTuple):
    """Where an entry is counted: a series of a plan, as begun or as announced, on its first day."""

    plan: str
    series: str
    kind: Kind
    start: date


class Plans(Protocol):
    """The plans in force."""

    def of(self, office: str, year: int) -> Plan | None:
        """Return the plan of the district to which *office* belongs, for *year*; None when there is none."""
        ...


def cells_of(entry: Entry, plans: Plans) -> tuple[Cell, ...]:
    """Return the cells in which *entry* stands; none when it is cancelled or its year has no plan (rules 1 to 5)."""
    kind = _KINDS.get(entry.status)
    plan = plans.of(entry.office, entry.start_date.year)
    if kind is None or plan is None:
        return ()
    attributes = entry.attributes(plan.sectors.find(entry).sector)
    return tuple(Cell(plan.id, series, kind, entry.start_date) for series in plan.series_of(attributes))


C = TypeVar("C")


def movements(standing: Iterable[Arrival], cells: Callable[[bytes], Iterable[C]]) -> Counter[tuple[C, date]]:
    """Return by how much each cell changed on each day of knowledge (Berlin), over the life of one entity.

    The newest state leaves its cells when a newer one becomes known, and that one enters its own. The sum of the
    changes known until K is what was counted at K, in whatever order the revisions arrived.
    """
    moved: Counter[tuple[C, date]] = Counter()
    before: tuple[C, ...] = ()
    for arrival in turns(standing):
        day = day_of(from_micros(arrival.known))
        after = tuple(cells(arrival.data))
        moved.update({(cell, day): 1 for cell in after})
        moved.subtract({(cell, day): 1 for cell in before})
        before = after
    return moved


def difference(old: Counter[tuple[C, date]], new: Counter[tuple[C, date]], into: Counter[tuple[C, date]]) -> None:
    """Add to *into* what leads from the *old* movements of an entity to the *new* ones."""
    into.update(new)
    into.subtract(old)
