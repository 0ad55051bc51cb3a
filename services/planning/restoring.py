"""When Redis has lost our streams: tell the others everything once more."""

from collections import defaultdict

from sqlalchemy import Connection

from services.planning.publication import fulfilment_events, plan_event
from services.planning.storage import histories as store
from services.planning.storage.counters import movements_of
from services.planning.storage.plans import PlanBook, PlanShelf
from services.planning.storage.tables import OutboxRow
from services.planning.verdicts import announce_all
from shared.bus.outbox import announce
from shared.clock import Clock, micros
from shared.storage import table
from shared.streams import FULFILMENT, PLANS

_OUTBOX = table(OutboxRow)


def announce_everything(connection: Connection, shelf: PlanShelf, wall: Clock) -> None:
    """Announce all plans, all that is counted, and what is settled; readers know most of it, and it does no harm."""
    at = wall()
    book = shelf.book(connection)
    announce(connection, _OUTBOX, PLANS, [plan_event(plan, micros(at)) for plan in book.versions])
    cells = [
        cell for plan in dict.fromkeys(plan.id for plan in book.versions) for cell in movements_of(connection, plan)
    ]
    announce(connection, _OUTBOX, FULFILMENT, fulfilment_events(cells, _heard(connection, book)))
    announce_all(connection, at)


def _heard(connection: Connection, book: PlanBook) -> dict[str, dict[str, int]]:
    newest = store.newest_by_source(connection)
    heard: dict[str, dict[str, int]] = defaultdict(dict)
    for plan in book.versions:
        for office in plan.offices:
            if known := newest.get(f"urn:office:{office.lower()}"):
                heard[plan.id][office] = known
    return heard
