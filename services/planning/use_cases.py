"""What planning does: record what arrived, and take up a plan. Each is one transaction."""

from collections import Counter
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection

from services.planning.arriving.arrivals import CUSTOMER, ENTRY, VOUCHER, Arrived, Batch, Kind
from services.planning.arriving.verdicts import announce_verdicts, conflict_verdicts, superseded
from services.planning.arriving.whereabouts import Cells, note_nowhere
from services.planning.calibration import calibrating
from services.planning.closing.years import note_after_closing, still_moving
from services.planning.domain.calibration import Calibration, measured_by
from services.planning.domain.counting import Cell, Changed, Moves, cells_of, move, moved
from services.planning.domain.plan import Plan
from services.planning.domain.potential import customer_cells, voucher_cells
from services.planning.domain.revisions import History
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import PlanDocument, PlanRefused
from services.planning.publication import fulfilment_events, plan_event
from services.planning.storage import histories as store
from services.planning.storage import plans as plan_store
from services.planning.storage.counters import move_entries, move_potential, movements_of
from services.planning.storage.mapping import customer_from, entry_from, voucher_from
from services.planning.storage.plans import PlanBook, PlanShelf
from services.planning.storage.tables import OutboxRow
from services.planning.versions.resolving import resolve, said_again
from shared.bus.outbox import announce
from shared.clock import day_of, from_micros
from shared.crash import crash_point
from shared.events import Verdict
from shared.storage import table
from shared.streams import FULFILMENT, PLANS

_OUTBOX = table(OutboxRow)
_AT_ONCE = 1_000

Histories = dict[int, History]
_NOTHING = History()


def record(connection: Connection, shelf: PlanShelf, batch: Batch, at: datetime) -> Counter[str]:
    """Take the events of a batch into the books; return how many were applied, superseded, repeated, in conflict.

    Revisions, counters and what is announced of them are written with the same commit: seen and counted are one.
    """
    outcome: Counter[str] = Counter()
    if not batch.good:
        return outcome
    plan_store.hold(connection, shared=True)
    book = shelf.book(connection)
    known, new = store.lock_entities(connection, batch.kind.name, [(event.source, event.key) for event in batch.good])
    before = store.histories(connection, known.values())
    after = {number: history.copy() for number, history in before.items()}
    before.update(dict.fromkeys(new.values(), _NOTHING))
    after.update({number: History() for number in new.values()})
    numbers = known | new
    verdicts: list[Verdict] = []
    for event in batch.good:
        outcome[_take(after[numbers[event.source, event.key]], event, verdicts)] += 1
    verdicts += conflict_verdicts(before, after)
    store.save(connection, before, after)
    crash_point("planning.in-transaction")
    cells = cells_by_state(batch.kind, book)
    changed = _count(connection, batch.kind, book, _moves(cells, before, after))
    if batch.kind is ENTRY:
        note_nowhere(connection, cells, book, before, after)
        note_after_closing(connection, cells, book, before, after)
    announce(connection, _OUTBOX, FULFILMENT, fulfilment_events(changed, _heard(batch, book)))
    announce_verdicts(connection, verdicts, at)
    return outcome


def _heard(batch: Batch, book: PlanBook) -> dict[str, dict[str, int]]:
    """Return for each plan when the newest of the batch became known, by office (microseconds).

    Of an office that sends its entries as files only these are heard: its customers say nothing about them.
    """
    newest: dict[str, int] = {}
    for event in batch.good:
        newest[event.office] = max(event.arrival.known, newest.get(event.office, 0))
    offices = {plan.id: newest.keys() & _speaking(plan, batch.kind) for plan in book.versions}
    return {plan: {office: newest[office] for office in of} for plan, of in offices.items() if of}


def _speaking(plan: Plan, kind: Kind) -> AbstractSet[str]:
    return plan.offices.keys() if kind is ENTRY else plan.offices.keys() - plan.fed_by_files


def _take(history: History, event: Arrived, verdicts: list[Verdict]) -> str:
    newest, others = max(history.standing, default=0), len(history.others)
    if not history.take(event.arrival):
        return "repeated"
    if len(history.others) > others:
        return "conflict" if history.others[-1] in history.conflicts() else "repeated"
    if event.arrival.revision > newest:
        return "applied"
    verdicts.append(superseded(event.arrival))
    return "superseded"


def _moves(cells: Cells, before: Histories, after: Histories) -> Moves[Any]:
    """Return by how much *after* moves what *before* had counted."""
    moves: Moves[Any] = {}
    for entity, history in after.items():
        old = before[entity].standing
        if history.standing != old:
            move(history.standing.values(), cells, moves)
            move(old.values(), cells, moves, -1)
    return moved(moves)


def _count(connection: Connection, kind: Kind, book: PlanBook, moves: Moves[Any]) -> list[Changed]:
    """Move the counters, but those of closed years, and return the values of the entries' cells that changed."""
    if kind is ENTRY:
        return move_entries(connection, still_moving(moves, book))
    move_potential(connection, moves)
    return []


def cells_by_state(kind: Kind, book: PlanBook) -> Cells:
    """Return where a stored state of *kind* is counted; each state is read once."""
    readers: dict[str, Cells] = {
        ENTRY.name: lambda data: cells_of(entry_from(data), book),
        VOUCHER.name: lambda data: voucher_cells(voucher_from(data)),
        CUSTOMER.name: lambda data: customer_cells(customer_from(data)),
    }
    return cache(readers[kind.name])


def publish_plan(  # noqa: PLR0913 - names, not positions
    connection: Connection,
    shelf: PlanShelf,
    document: PlanDocument,
    now: int,
    *,
    by: str | None = None,
    dry_run: bool = False,
) -> Plan:
    """Take up a version of a plan, count what had arrived before it, and announce both; *by* is its author by default.

    The same version with the same content again changes nothing, nor does *dry_run*. Raises :class:`PlanRefused`.
    """
    plan_store.hold(connection)
    book = shelf.book(connection)
    known = book.newest(document.plan)
    if known is not None and document.version <= known.version:
        return _again(connection, document, book)
    document = resolve(connection, book, document, now, by)
    plan = compile_plan(document, known)
    if other := book.other_plan(plan):
        raise PlanRefused(f"offices: one of them already has the plan '{other.id}' for {plan.year}")
    if plan.id in book.frozen:
        raise PlanRefused(f"year: {plan.year} of '{plan.id}' is frozen; its figures stay as they were")
    if dry_run:
        return plan
    plan_store.publish(connection, document, now)
    calibration = calibrating.newest(connection, plan.id) or _calibrate(connection, book, plan, now, by)
    announce(connection, _OUTBOX, PLANS, [plan_event(plan, now, calibration)])
    _recount(connection, shelf.book(connection), plan)
    return plan


def _calibrate(connection: Connection, book: PlanBook, plan: Plan, now: int, by: str | None) -> Calibration:
    """Measure what was known before the plan's year, and keep it for the year."""
    day = measured_by(plan.year, day_of(from_micros(now)))
    return calibrating.keep(connection, plan.id, calibrating.measure(connection, book, plan, day), now, by)


def _again(connection: Connection, document: PlanDocument, book: PlanBook) -> Plan:
    plan = book.version(document.plan, document.version)
    written = plan_store.written(connection, document.plan, document.version)
    if plan is None or written is None or not said_again(PlanDocument.model_validate_json(written), document):
        raise PlanRefused(
            f"version: {document.version} of '{document.plan}' is published and never edited; "
            "give the change a higher version"
        )
    return plan


def _recount(connection: Connection, book: PlanBook, plan: Plan) -> None:
    """Count every entry anew for *plan* and move its counters by what differs."""
    cells = cells_by_state(ENTRY, book)
    moves: Moves[Cell] = {}
    last = 0
    while entities := store.entities_of(connection, ENTRY.name, last, _AT_ONCE):
        last = entities[-1]
        histories = store.histories(connection, entities)
        for history in histories.values():
            move(history.standing.values(), cells, moves)
        note_nowhere(connection, cells, book, None, histories)
    moves = {(cell, day): n for (cell, day), n in moves.items() if cell.place.plan == plan.id}
    for old in movements_of(connection, plan.id):
        key = (Cell(old.place, old.start), old.known)
        moves[key] = moves.get(key, 0) - old.entries
    announce(connection, _OUTBOX, FULFILMENT, fulfilment_events(move_entries(connection, moved(moves)), {}))
