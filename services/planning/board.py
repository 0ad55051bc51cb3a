"""The board: every series of a plan on a day, as known at an instant."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from services.planning.arrivals import CUSTOMER, ENTRY, VOUCHER, Kind
from services.planning.closing import histories_of
from services.planning.domain.counting import Moves, move
from services.planning.domain.plan import Plan
from services.planning.domain.potential import PotentialCell
from services.planning.storage import counters
from services.planning.storage import histories as store
from services.planning.storage.counters import Tally
from services.planning.storage.plans import PlanBook
from services.planning.use_cases import cells_by_state
from shared.clock import day_of, end_of, micros


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for: the plan's board of day *on*, with what was known before the instant *known*.

    *now* tells whether the counters of the moment can be used; any earlier knowledge is added up from the movements.
    """

    plan: Plan
    on: date
    known: datetime
    now: datetime

    @property
    def known_day(self) -> date:
        """The Berlin day in which the knowledge ends; midnight still belongs to the day before."""
        return day_of(self.known - timedelta(microseconds=1))


def entries_of(connection: Connection, book: PlanBook, view: View) -> Tally:
    """Return the entries of all series of the view, by kind, month, and begun or not."""
    plan, on, day = view.plan.id, view.on, view.known_day
    if day >= day_of(view.now):
        tally = counters.standing_tally(connection, plan, on)
        tally.subtract(counters.tally_known_after(connection, plan, on, day))
    else:
        tally = counters.tally_known_by(connection, plan, on, day)
    for (cell, _), n in _later_that_day(connection, book, view, ENTRY).items():
        if cell.place.plan == plan:
            for series in cell.place.series:
                tally[series, cell.place.kind, cell.start.month, cell.start <= on] -= n
    return tally


def potential_of(connection: Connection, book: PlanBook, view: View) -> Counter[PotentialCell]:
    """Return the potential of the plan's offices as known then; it does not depend on the board's day."""
    day = view.known_day
    offices = list(view.plan.offices)
    moves = counters.potential_known_by(connection, offices, day)
    for kind in (CUSTOMER, VOUCHER):
        for late, n in _later_that_day(connection, book, view, kind).items():
            moves[late] = moves.get(late, 0) - n
    held: Counter[PotentialCell] = Counter()
    for (cell, _), n in moves.items():
        if cell.office in view.plan.offices and cell.since <= day <= cell.until:
            held[cell] += n
    return held


def _later_that_day(connection: Connection, book: PlanBook, view: View, kind: Kind) -> Moves[Any]:
    """Return what became known on the last day of knowledge, but only after the asked-for instant.

    Movements are kept by day. Within a day the entities concerned, a day's worth at most, are folded once more.
    """
    limit = micros(view.known)
    late = store.entities_heard_of(connection, kind.name, limit - 1, micros(end_of(view.known_day)))
    moves: Moves[Any] = {}
    if not late:
        return moves
    cells = cells_by_state(kind, book)
    for history in histories_of(connection, book, view.plan, late).values():
        standing = history.standing.values()
        early = [arrival for arrival in standing if arrival.known < limit]
        move(standing, cells, moves)
        move(early, cells, moves, -1)
    return {of: n for of, n in moves.items() if n and of[1] == view.known_day}
