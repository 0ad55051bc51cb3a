"""When Redis has lost our streams: tell the others everything once more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from sqlalchemy import Connection

from services.planning.arriving.verdicts import announce_all
from services.planning.domain.plan import Plan
from services.planning.publication import fulfilment_events, plan_event, reporting_event
from services.planning.storage import histories as store
from services.planning.storage.calibrations import calibrations_of
from services.planning.storage.counters import movements_of
from services.planning.storage.plans import PlanBook, PlanShelf, published_at
from services.planning.storage.reporting import told_of
from services.planning.storage.tables import OutboxRow
from shared.bus.outbox import announce
from shared.clock import Clock
from shared.events import FulfilmentCounted, PlanPublished
from shared.storage import table
from shared.streams import FULFILMENT, PLANS

_OUTBOX = table(OutboxRow)


def announce_everything(connection: Connection, shelf: PlanShelf, wall: Clock) -> None:
    """Announce all plans, all that is counted, and what is settled; readers know most of it, and it does no harm."""
    at = wall()
    book = shelf.book(connection)
    plans = list(dict.fromkeys(plan.id for plan in book.versions))
    for plan in plans:
        announce(connection, _OUTBOX, PLANS, _published(connection, [one for one in book.versions if one.id == plan]))
    cells = [cell for plan in plans for cell in movements_of(connection, plan)]
    announce(connection, _OUTBOX, FULFILMENT, fulfilment_events(cells, _heard(connection, book)))
    announce(connection, _OUTBOX, FULFILMENT, _reporting(connection, plans))
    announce_all(connection, at)


def _published(connection: Connection, versions: list[Plan]) -> Iterator[PlanPublished]:
    """Yield the versions of one plan with the calibrations that it has had, each since when it was so.

    A clock that was put back must not hide a later version: none is taken as older than the one before it.
    """
    calibrations = calibrations_of(connection, versions[0].id)
    at = published_at(connection, versions[0].id)
    since = list(accumulate((at[one.version] for one in versions), max))
    measured = list(accumulate((one.recorded_at for one in calibrations), max))
    for moment in sorted({*since, *measured}):
        plan = [one for one, then in zip(versions, since, strict=True) if then <= moment]
        calibration = [one for one, then in zip(calibrations, measured, strict=True) if then <= moment]
        yield plan_event(plan[-1], moment, calibration[-1])


def _reporting(connection: Connection, plans: Iterable[str]) -> Iterator[FulfilmentCounted]:
    for plan in plans:
        if told := told_of(connection, plan):
            yield reporting_event(plan, told)


def _heard(connection: Connection, book: PlanBook) -> dict[str, dict[str, int]]:
    newest = store.newest_by_source(connection)
    heard: dict[str, dict[str, int]] = defaultdict(dict)
    for plan in book.versions:
        for office in plan.offices:
            if known := newest.get(f"urn:office:{office.lower()}"):
                heard[plan.id][office] = known
    return heard
