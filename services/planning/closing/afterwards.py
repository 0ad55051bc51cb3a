"""What changed after a year was closed: entry by entry, as the closed year knows it and as it is now."""

from sqlalchemy import Connection

from services.planning.answers import PlanName
from services.planning.closing.answers import AfterClosing, ChangedAfterClosing, Standing
from services.planning.domain.counting import cells_of
from services.planning.domain.plan import Plan
from services.planning.domain.revisions import Arrival
from services.planning.storage import histories as store
from services.planning.storage.closing import changed_since
from services.planning.storage.mapping import entry_from
from services.planning.storage.plans import PlanBook
from shared.clock import from_micros

_EVER = 2**63


def after_closing(connection: Connection, book: PlanBook, plan: Plan, after: str, limit: int) -> AfterClosing:
    """Return the next *limit* entries that count in the closed year or would now, and stand otherwise than then."""
    source, _, key = after.partition(" ")
    rows = changed_since(connection, plan.id, (source, key), limit)
    at = book.frozen[plan.id]
    histories = store.histories(connection, [entity for entity, _, _ in rows])
    found = []
    for entity, (of, entry), arrived in rows:
        before = _standing(histories[entity].of(arrived).newest(at + 1), book)
        now = _standing(histories[entity].newest(_EVER), book)
        known = before if before and before.plan == plan.id else None
        if now and now != known and (known or now.plan == plan.id):
            found.append(ChangedAfterClosing(source=of, entry_id=entry, before=known, after=now))
    last = " ".join(rows[-1][1]) if len(rows) == limit else None
    name = PlanName(id=plan.id, version=plan.version)
    return AfterClosing(plan=name, frozen=from_micros(at), entries=found, next=last)


def _standing(arrival: Arrival | None, book: PlanBook) -> Standing | None:
    if arrival is None:
        return None
    entry = entry_from(arrival.data)
    place = next((cell.place for cell in cells_of(entry, book)), None)
    return Standing(
        status=entry.status,
        start_date=entry.start_date,
        plan=place.plan if place else None,
        series=list(place.series) if place else [],
    )
