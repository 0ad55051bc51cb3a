"""Whether an entry counts to a series by a day, and the first thing that keeps it from counting."""

from datetime import date
from typing import Literal, NamedTuple

from services.planning.domain.entry import Attributes, Entry
from services.planning.domain.plan import Counts, counts_in

State = Literal["counted", "announced", "overdue", "cancelled", "to-come", "not-counted"]


class Miss(NamedTuple):
    """An attribute that differs from what a target asks for."""

    name: str
    value: str | bool
    wanted: tuple[str | bool, ...]


def first_miss(counts: Counts, attributes: Attributes) -> Miss | None:
    """Return the first attribute that the filter refuses, those of the surrounding targets first; None if it passes."""
    for name, allowed in counts.items():
        if not counts_in({name: allowed}, attributes):
            return Miss(name, getattr(attributes, name), tuple(sorted(allowed, key=str)))
    return None


def state_of(entry: Entry, on: date, *, matches: bool) -> State:
    """Apply counting rules 1 to 3 to *entry* by the end of *on*; *matches* says whether the filter lets it pass."""
    begun = entry.start_date <= on
    match entry.status:
        case "cancelled":
            return "cancelled"
        case _ if not matches:
            return "not-counted"
        case "planned":
            return "overdue" if begun else "announced"
        case _:
            return "counted" if begun else "to-come"
