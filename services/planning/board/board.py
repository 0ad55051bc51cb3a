"""The board: every series of a plan on a day, as known at an instant."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from services.planning.arriving.arrivals import CUSTOMER, ENTRY, VOUCHER, Kind
from services.planning.closing.years import histories_of
from services.planning.domain.counting import Moves, move
from services.planning.domain.plan import Plan
from services.planning.domain.potential import Held, held_on
from services.planning.domain.tally import Tally
from services.planning.storage import histories as store
from services.planning.storage import potentials, tallies
from services.planning.storage.plans import PlanBook
from services.planning.use_cases import cells_by_state
from shared.clock import day_of, end_of, micros

_AT_ONCE = 1_000
FOLDED_AT_MOST = 50_000
"""Entities of one day that a board folds once more: some ten seconds of work."""


class TooMuchToFold(Exception):
    """More than :data:`FOLDED_AT_MOST` entities became known between the asked-for instant and the end of its day."""


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for: the plan's board of day *on*, with what was known before the instant *known*.

    *now* tells which way is shorter: back from the counters of the moment, or forward from the first movement.
    """

    plan: Plan
    on: date
    known: datetime
    now: datetime

    @property
    def known_day(self) -> date:
        """The Berlin day in which the knowledge ends; midnight still belongs to the day before."""
        return day_of(self.known - timedelta(microseconds=1))

    @property
    def backwards(self) -> bool:
        """Say whether fewer days of knowledge lie after the known one than between the year's beginning and it."""
        day, none = self.known_day, timedelta()
        return day_of(self.now) - day <= max(none, day - date(self.plan.year, 1, 1))


def entries_of(connection: Connection, book: PlanBook, view: View, *, months: bool = True) -> Tally:
    """Return the entries of all series of the view, by months if wanted. Raises :class:`TooMuchToFold`."""
    plan, on, day = view.plan.id, view.on, view.known_day
    if view.backwards:
        tally = tallies.standing_tally(connection, view.plan, on, months=months)
        tallies.take_away_known_after(connection, tally, plan, on, day)
    else:
        tally = Tally()
        tallies.add_known_by(connection, tally, plan, on, day)
    late, folded = _later_that_day(connection, book, view, ENTRY)
    tally.effort["entities"] += folded
    for (cell, _), n in late.items():
        if cell.place.plan == plan:
            tally.add(cell.place.series, cell.place.kind, cell.start.month, -n, begun=cell.start <= on)
    return tally


def potential_of(connection: Connection, book: PlanBook, view: View) -> Counter[Held]:
    """Return the potential of the plan's offices as known then; it does not depend on the board's day."""
    day, offices = view.known_day, list(view.plan.offices)
    if view.backwards:
        held = potentials.standing_potential(connection, offices, day)
        held.subtract(potentials.potential_movements(connection, offices, day, by=False))
    else:
        held = potentials.potential_movements(connection, offices, day, by=True)
    for kind in (CUSTOMER, VOUCHER):
        late, _ = _later_that_day(connection, book, view, kind)
        for (cell, _), n in late.items():
            if cell.office in view.plan.offices and (then := held_on(cell, day)):
                held[then] -= n
    return held


def _later_that_day(connection: Connection, book: PlanBook, view: View, kind: Kind) -> tuple[Moves[Any], int]:
    """Return what became known on the last day of knowledge, but only after the asked-for instant; and of how many.

    Movements are kept by day. Within a day the entities concerned, a day's worth at most, are folded once more.
    """
    limit = micros(view.known)
    late = store.entities_heard_of(connection, kind.name, limit - 1, micros(end_of(view.known_day)))
    if len(late) > FOLDED_AT_MOST:
        raise TooMuchToFold
    moves: Moves[Any] = {}
    cells = cells_by_state(kind, book)
    for some in _parts(late):
        for history in histories_of(connection, book, view.plan, some).values():
            standing = history.standing.values()
            move(standing, cells, moves)
            move([arrival for arrival in standing if arrival.known < limit], cells, moves, -1)
    return {of: n for of, n in moves.items() if n and of[1] == view.known_day}, len(late)


def _parts(entities: list[int]) -> Iterator[list[int]]:
    rest = iter(entities)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
