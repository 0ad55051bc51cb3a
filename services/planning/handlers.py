"""From the streams to the use cases: one batch, one transaction; the acknowledgement follows the commit."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import structlog
from sqlalchemy import Connection

from services.planning.arriving.arrivals import KINDS, Batch, Kind, canary_in, dead_letter, read_arrivals
from services.planning.arriving.canaries import pass_on
from services.planning.domain.brake import Brake
from services.planning.parts import Parts
from services.planning.quarantine.desk import put_away
from services.planning.storage import dead_letters
from services.planning.storage.dead_letters import DeadLetter
from services.planning.use_cases import record
from shared.bus.delivery import Delivery
from shared.bus.runtime import Bus
from shared.crash import crash_point, task_end_point

TRIES = 3
"""A message during which the process ended so often is set aside without another try."""

_FEW, _REST_S = 100, 0.01
"""After a small batch the next one may gather: a commit costs as much for one event as for dozens."""

log = structlog.get_logger()


def listen(bus: Bus, parts: Parts) -> None:
    """Subscribe to everything planning reads."""
    for kind in KINDS:
        bus.read(kind.stream, EventReader(kind, parts))


class EventReader:
    """Takes the events of one stream into the books."""

    def __init__(self, kind: Kind, parts: Parts) -> None:
        """Read the stream of *kind*."""
        self._kind = kind
        self._parts = parts

    async def take(self, batch: list[Delivery]) -> None:
        """Record what *batch* brought, and set aside what is no event."""
        await self._take(batch)
        if len(batch) < _FEW:
            await asyncio.sleep(_REST_S)

    async def take_again(self, message: Delivery) -> None:
        """Record a message that may have ended the process before; after three tries it is set aside."""
        before = await self._parts.database.write(dead_letters.note_attempt, message.content_sha256)
        if before >= TRIES:
            await self.set_aside(message, f"the service ended {before} times while it was taken")
            return
        await self._take([message])
        await self._parts.database.write(dead_letters.forgive, message.content_sha256)

    async def _take(self, batch: list[Delivery]) -> None:
        crash_point("planning.read")
        task_end_point("planning.consumer-ends")
        read = read_arrivals(self._kind, batch)
        await self._pass_brake(batch, read.bad)
        await self._commit(batch, read)

    async def set_aside(self, message: Delivery, reason: str) -> None:
        """Put *message* into quarantine; a canary is nobody's, and another one follows."""
        if canary_in(self._kind, message.payload):
            log.error("canary.dropped", position=message.position, reason=reason)
            return
        letter = dead_letter(self._kind, message, reason)
        await self._pass_brake([message], [letter])
        await self._commit([message], Batch(self._kind, [], [letter]))

    async def _commit(self, messages: list[Delivery], batch: Batch) -> None:
        outcome = await self._parts.database.write(self._record, batch)
        crash_point("planning.quarantined-not-acknowledged" if batch.bad else "planning.after-commit")
        for letter in batch.bad:
            log.error("message.set_aside", stream=letter.stream, position=letter.position, reason=letter.reason)
        self._parts.committed()
        self._parts.metrics.recorded(self._kind.stream, outcome, _moments(messages, batch))

    def _record(self, connection: Connection, batch: Batch) -> Counter[str]:
        at = self._parts.wall()
        outcome = record(connection, self._parts.shelf, batch, at)
        pass_on(connection, batch.canaries.values())
        if batch.bad:
            outcome["set_aside"] = put_away(connection, self._parts.seal, batch.bad, at)
        crash_point("planning.before-commit")
        return outcome

    async def _pass_brake(self, messages: list[Delivery], bad: Sequence[DeadLetter]) -> None:
        """Wait while too much cannot be taken: then our release is at fault, or intake's, and not the messages."""
        brake: Brake = self._parts.brake
        if bad:
            known = await self._parts.database.read(dead_letters.known, [letter.content_sha256 for letter in bad])
            refused = {letter.position for letter in bad if letter.content_sha256 not in known}
        else:
            refused = set()
        if brake.after(message.position in refused for message in messages):
            log.critical("brake.on", stream=self._kind.stream.name)
            while brake.on:
                self._parts.go_on.clear()
                await self._parts.go_on.wait()


def _moments(messages: list[Delivery], batch: Batch) -> list[float]:
    """Return when the messages of *batch* came onto their stream (seconds since 1970), canaries left out."""
    return [_published(message) for message in messages if message.position not in batch.canaries]


def _published(message: Delivery) -> float:
    """Return the time that Redis puts into a position."""
    return int(message.position.partition("-")[0]) / 1000
