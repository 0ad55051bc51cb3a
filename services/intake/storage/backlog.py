"""The journal as the backlog of the relay: what was accepted and is not yet on the streams."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, select

from services.intake.domain.fate import Marks
from services.intake.storage.canaries import canaries_waiting, canary_published, publish_canary_again
from services.intake.storage.journal import ACCEPTED
from services.intake.storage.marks import at_mark, fall_back, move_up, read_marks
from services.intake.storage.tables import PublishedRow
from services.intake.streams import stream_of
from shared.bus.outbox import note_positions, read_positions
from shared.bus.relay import Outgoing, Positions
from shared.storage import Database, table

_PUBLISHED = table(PublishedRow)
_WAITING = (
    select(ACCEPTED.c.sequence, ACCEPTED.c.type, ACCEPTED.c.body)
    .where(ACCEPTED.c.sequence > at_mark("published"))
    .order_by(ACCEPTED.c.sequence)
    .limit(bindparam("most"))
)
_OLDEST_UNSETTLED = select(ACCEPTED.c.accepted_at).where(ACCEPTED.c.sequence == at_mark("settled") + 1)


class SqlBacklog:
    """Publishes in the order of the sequences; the mark ``published`` remembers how far."""

    def __init__(self, database: Database) -> None:
        """Read *database*, and move its mark."""
        self._database = database

    async def waiting(self, limit: int) -> Sequence[Outgoing]:
        """Return the oldest events not yet published, in order."""
        return await self._database.read(_waiting, limit)

    async def sent(self, messages: Sequence[Outgoing], positions: Positions) -> None:
        """Note that *messages* are on their streams, and how far the streams came."""
        await self._database.write(_sent, messages, positions)

    async def positions(self) -> Positions:
        """Return how far each stream had come."""
        return await self._database.read(read_positions, _PUBLISHED)

    async def start_again(self) -> None:
        """Let everything wait again that is not settled: the streams have lost it, or may have."""
        await self._database.write(_start_again)

    async def publish_unsettled_again(self) -> None:
        """Let everything wait again that is not settled: the streams are whole, and yet planning does not have it."""
        await self._database.write(_publish_unsettled_again)

    async def depth(self) -> int:
        """Return how many accepted events are not yet published."""
        marks = await self.marks()
        return marks.accepted - marks.published

    async def unsettled(self) -> int:
        """Return how many accepted events are not yet settled."""
        marks = await self.marks()
        return marks.accepted - marks.settled

    async def marks(self) -> Marks:
        """Return how far everything has come."""
        return await self._database.read(read_marks)

    async def oldest_unsettled(self) -> int | None:
        """Return when the oldest event that is not settled was accepted (microseconds), or None when all are."""
        return await self._database.read(lambda connection: connection.scalar(_OLDEST_UNSETTLED))


def _waiting(connection: Connection, limit: int) -> list[Outgoing]:
    rows = connection.execute(_WAITING, {"most": limit})
    waiting = [Outgoing(sequence, stream_of(event_type).name, body.encode()) for sequence, event_type, body in rows]
    # A canary comes last: it takes as long as the newest event.
    return waiting if len(waiting) == limit else waiting + canaries_waiting(connection)


def _sent(connection: Connection, messages: Sequence[Outgoing], positions: Positions) -> None:
    if numbers := [message.number for message in messages if message.number > 0]:
        # The mark may have fallen back since these were read: what lies between is to be published again.
        move_up(connection, "published", numbers[-1], least=numbers[0] - 1)
    for canary in messages[len(numbers) :]:
        canary_published(connection, canary)
    note_positions(connection, _PUBLISHED, positions)


def _publish_unsettled_again(connection: Connection) -> None:
    fall_back(connection, "published", read_marks(connection).settled)


def _start_again(connection: Connection) -> None:
    _publish_unsettled_again(connection)
    publish_canary_again(connection)
    connection.execute(delete(_PUBLISHED))
