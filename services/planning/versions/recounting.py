"""Counting every stored entry under plans that need not be in force; memory stays the same however many there are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from services.planning.domain.counting import Kind, cells_of
from services.planning.domain.entry import Entry
from services.planning.domain.plan import Plan
from services.planning.domain.tally import Tally
from services.planning.storage.states import newest_states
from shared.clock import micros


class Alone(NamedTuple):
    """One plan, or none, as if there were no other."""

    plan: Plan | None

    def of(self, office: str, year: int) -> Plan | None:
        """Return the plan if it is that of *office* for *year*, or None."""
        return self.plan if self.plan and year == self.plan.year and office in self.plan.offices else None


class Stand(NamedTuple):
    """Where an entry stands under a plan: begun or announced, in which sector, and in which series."""

    kind: Kind
    sector: str
    series: tuple[str, ...]


@dataclass(slots=True)
class Recount:
    """What entries come to under each of several plans, and how many stand where under the first and the last one."""

    tallies: list[Tally]
    stands: Counter[tuple[Stand | None, Stand | None]] = field(default_factory=Counter)


def recount(connection: Connection, boards: Sequence[tuple[Plan | None, date]], known: datetime) -> Recount:
    """Return what was known before *known*, counted under each plan on its day; all in one walk."""
    found = Recount([Tally() for _ in boards])
    alone = [Alone(plan) for plan, _ in boards]
    for entry, n in newest_states(connection, micros(known)):
        stands = [_stand(entry, one) for one in alone]
        for tally, stand, (_, on) in zip(found.tallies, stands, boards, strict=True):
            if stand:
                tally.add(stand.series, stand.kind, entry.start_date.month, n, begun=entry.start_date <= on)
        found.stands[stands[0], stands[-1]] += n
    return found


def _stand(entry: Entry, alone: Alone) -> Stand | None:
    """Return where *entry* stands, or None when the plan does not count it."""
    for cell in cells_of(entry, alone):
        if alone.plan:
            return Stand(cell.place.kind, alone.plan.sectors.find(entry).sector, cell.place.series)
    return None
