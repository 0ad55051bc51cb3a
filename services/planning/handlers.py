"""From the streams to the use cases: one batch, one transaction; the acknowledgement follows the commit."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog

from services.planning.arrivals import KINDS, Batch, Kind, read_arrivals
from services.planning.parts import Parts
from services.planning.use_cases import record
from shared.bus.runtime import Bus
from shared.bus.subscribe import Delivery
from shared.clock import micros

log = structlog.get_logger()


def listen(bus: Bus, parts: Parts) -> None:
    """Subscribe to everything planning reads."""
    for kind in KINDS:
        bus.listen(kind.stream, _on(kind, parts))


def _on(kind: Kind, parts: Parts) -> Callable[[list[Delivery]], Awaitable[None]]:
    async def on_batch(deliveries: list[Delivery]) -> None:
        batch = read_arrivals(kind, deliveries)
        _tell_of_unreadable(batch)
        async with parts.database.write() as connection:
            outcome = await record(connection, parts.shelf, batch, micros(parts.clock()))
        parts.relay.wake()
        parts.metrics.recorded(kind.stream, outcome, [_published(delivery) for delivery in deliveries])

    return on_batch


def _tell_of_unreadable(batch: Batch) -> None:
    for message in batch.bad:
        log.error("message.set_aside", stream=batch.kind.stream.name, position=message.position, reason=message.reason)


def _published(delivery: Delivery) -> datetime:
    """Return when a message came onto its stream: Redis puts the time into its position."""
    milliseconds = int(delivery.position.partition("-")[0])
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
