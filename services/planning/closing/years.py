"""Closing a year: from then on a plan's figures stay, and what changes is listed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection

from services.planning.arriving.whereabouts import Cells
from services.planning.domain.counting import Cell, Moves
from services.planning.domain.plan import Plan
from services.planning.domain.revisions import History
from services.planning.storage import audit, closing
from services.planning.storage import histories as store
from services.planning.storage.plans import PlanBook, PlanShelf, hold
from shared.clock import day_of, from_micros, micros


class UnknownPlan(Exception):
    """No version of such a plan is published."""


class YearNotOver(Exception):
    """The year of the plan still runs: closing it now must be confirmed."""


def freeze_plan(connection: Connection, shelf: PlanShelf, act: audit.Act, at: datetime, *, confirmed: bool) -> datetime:
    """Freeze the plan that *act* names *at* that instant and return since when it is; a second time changes nothing.

    Raises :class:`UnknownPlan`, and :class:`YearNotOver` before the year's end unless that is *confirmed*.
    """
    hold(connection)
    book = shelf.book(connection)
    plan = book.newest(act.object)
    if plan is None:
        raise UnknownPlan
    if plan.id in book.frozen:
        return from_micros(book.frozen[plan.id])
    if day_of(at).year <= plan.year and not confirmed:
        raise YearNotOver
    closing.freeze(connection, plan.id, micros(at))
    audit.note(connection, act)
    return at


def still_moving(moves: Moves[Cell], book: PlanBook) -> Moves[Cell]:
    """Return those of *moves* that are not in a closed plan."""
    if not book.frozen:
        return moves
    return {of: n for of, n in moves.items() if of[0].place.plan not in book.frozen}


def note_after_closing(
    connection: Connection,
    cells: Cells,
    book: PlanBook,
    before: Mapping[int, History],
    after: Mapping[int, History],
) -> None:
    """Remember which entries of closed plans change now for the first time, and what had arrived about them."""
    if book.frozen:
        changed = {one: before[one] for one, new in after.items() if new.standing != before[one].standing}
        touched = ((one, old, _closed(cells, book, old, after[one])) for one, old in changed.items())
        closing.keep_as_closed(connection, ((plan, one, old) for one, old, plans in touched for plan in plans))


def _closed(cells: Cells, book: PlanBook, *histories: History) -> Iterable[str]:
    """Return the closed plans in which any state of *histories* stands."""
    states = chain.from_iterable(history.standing.values() for history in histories)
    return {cell.place.plan for arrival in states for cell in cells(arrival.data)} & book.frozen.keys()


def histories_of(connection: Connection, book: PlanBook, plan: Plan, entities: Collection[int]) -> dict[int, History]:
    """Return what arrived about *entities*, as far as the figures of *plan* know it: to a closed year nothing later."""
    found = store.histories(connection, entities)
    return closing.as_closed(connection, plan.id, found) if plan.id in book.frozen else found
