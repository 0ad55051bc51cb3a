"""What planning does: record what arrived, and take up a plan. Each is one transaction."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.planning.arrivals import CUSTOMER, ENTRY, VOUCHER, Arrived, Batch, Kind
from services.planning.compile import compile_plan
from services.planning.document import PlanDocument, PlanRefused
from services.planning.domain.counting import cells_of, difference, movements
from services.planning.domain.plan import Plan
from services.planning.domain.potential import customer_cells, voucher_cells
from services.planning.domain.revisions import History
from services.planning.publication import fulfilment_events, plan_event
from services.planning.storage import histories as store
from services.planning.storage import plans as plan_store
from services.planning.storage.counters import Moves, move_entries, move_potential, movements_of
from services.planning.storage.mapping import customer_from, entry_from, voucher_from
from services.planning.storage.plans import PlanBook, PlanShelf
from services.planning.storage.tables import OutboxRow
from services.planning.storage.unreadable import set_aside
from shared.bus.outbox import announce
from shared.events import Cell
from shared.storage import table
from shared.streams import FULFILMENT, PLANS

_OUTBOX = table(OutboxRow)
_AT_ONCE = 1_000

Cells = Callable[[bytes], Iterable[Any]]


async def record(connection: AsyncConnection, shelf: PlanShelf, batch: Batch, now: int) -> Counter[str]:
    """Take a batch of arrivals into the books and return how many were applied, superseded, repeated, set aside.

    Revisions, counters and what is announced of them are written with the same commit: seen and counted are one.
    """
    outcome: Counter[str] = Counter()
    if batch.bad:
        await set_aside(connection, batch.kind.stream, batch.bad, now)
        outcome["set_aside"] = len(batch.bad)
    if not batch.good:
        return outcome
    keys = [(event.source, event.key) for event in batch.good]
    numbers = await store.lock_entities(connection, batch.kind.name, keys)
    before = await store.histories(connection, sorted(numbers.values()))
    after = _copies(before)
    for event in batch.good:
        outcome[_take(after[numbers[event.source, event.key]], event)] += 1
    await store.save(connection, before, after)
    book = await shelf.book(connection)
    changed = await _count(connection, batch.kind, book, before, after)
    await announce(connection, _OUTBOX, FULFILMENT, fulfilment_events(changed, _heard(batch, book)))
    return outcome


def _heard(batch: Batch, book: PlanBook) -> dict[str, dict[str, int]]:
    """Return for each plan when the newest of the batch became known, by office (microseconds)."""
    newest: dict[str, int] = {}
    for event in batch.good:
        newest[event.office] = max(event.arrival.known, newest.get(event.office, 0))
    offices = {plan.id: newest.keys() & plan.offices.keys() for plan in book.versions}
    return {plan: {office: newest[office] for office in of} for plan, of in offices.items() if of}


def _copies(histories: dict[int, History]) -> dict[int, History]:
    """Return histories that can grow while the old ones stay; arrivals themselves never change."""
    return {entity: History(dict(history.standing), list(history.others)) for entity, history in histories.items()}


def _take(history: History, event: Arrived) -> str:
    newest = max(history.standing, default=0)
    contradicted = len(history.conflicts())
    if not history.take(event.arrival):
        return "repeated"
    if len(history.conflicts()) > contradicted:
        return "conflict"
    return "applied" if event.arrival.revision > newest else "superseded"


Histories = dict[int, History]


async def _count(
    connection: AsyncConnection, kind: Kind, book: PlanBook, before: Histories, after: Histories
) -> dict[str, list[Cell]]:
    """Move the counters by what *after* adds to *before*, and return the counted cells that changed, by plan."""
    cells = cells_by_state(kind, book)
    moves: Counter[Any] = Counter()
    for entity, history in after.items():
        old = before[entity]
        if history != old:
            difference(movements(old.standing.values(), cells), movements(history.standing.values(), cells), moves)
    if kind is ENTRY:
        return await move_entries(connection, moves)
    await move_potential(connection, moves)
    return {}


def cells_by_state(kind: Kind, book: PlanBook) -> Cells:
    """Return where a stored state of *kind* is counted; each state is read once."""
    readers: dict[str, Cells] = {
        ENTRY.name: lambda data: cells_of(entry_from(data), book),
        VOUCHER.name: lambda data: voucher_cells(voucher_from(data)),
        CUSTOMER.name: lambda data: customer_cells(customer_from(data)),
    }
    return cache(readers[kind.name])


async def publish_plan(
    connection: AsyncConnection, shelf: PlanShelf, document: PlanDocument, now: int, *, dry_run: bool = False
) -> Plan:
    """Take up a version of a plan, count what had arrived before it, and announce both.

    The same version with the same content again changes nothing, nor does *dry_run*. Raises :class:`PlanRefused`.
    """
    plan = compile_plan(document)
    book = await shelf.book(connection)
    if other := book.other_plan(plan):
        raise PlanRefused(f"offices: one of them already has the plan '{other.id}' for {plan.year}")
    known = book.newest(plan.id)
    if known is not None and plan.version <= known.version:
        return await _again(connection, document, plan)
    if dry_run:
        return plan
    await plan_store.publish(connection, document, now)
    book = await shelf.book(connection)
    await announce(connection, _OUTBOX, PLANS, [plan_event(plan, now)])
    await _recount(connection, book, plan)
    return plan


async def _again(connection: AsyncConnection, document: PlanDocument, plan: Plan) -> Plan:
    written = await plan_store.written(connection, plan.id, plan.version)
    if written is None or PlanDocument.model_validate_json(written) != document:
        raise PlanRefused(
            f"version: {plan.version} of '{plan.id}' is published and never edited; give the change a higher version"
        )
    return plan


async def _recount(connection: AsyncConnection, book: PlanBook, plan: Plan) -> None:
    """Count every entry anew for *plan* and move its counters by what differs."""
    cells = cells_by_state(ENTRY, book)
    target: Moves = Counter()
    last = 0
    while entities := await store.entities_of(connection, ENTRY.name, last, _AT_ONCE):
        last = entities[-1]
        for history in (await store.histories(connection, entities)).values():
            target.update(
                {move: n for move, n in movements(history.standing.values(), cells).items() if move[0].plan == plan.id}
            )
    moves: Moves = Counter()
    difference(await movements_of(connection, plan.id), target, moves)
    changed = await move_entries(connection, moves)
    await announce(connection, _OUTBOX, FULFILMENT, fulfilment_events(changed, {}))
