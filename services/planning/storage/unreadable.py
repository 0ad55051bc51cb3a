"""Messages that are no events: kept by what they are, not by how often they come."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.planning.arrivals import KINDS, Unreadable
from services.planning.storage.tables import SetAsideRow
from shared.storage import Database, insert_into, table
from shared.streams import Stream

_SET_ASIDE = table(SetAsideRow)


async def set_aside(connection: AsyncConnection, stream: Stream, messages: Sequence[Unreadable], now: int) -> None:
    """Remember *messages* of *stream* by the hash of their content; *now* is in microseconds."""
    rows = [
        {
            "content_sha256": message.content_sha256,
            "stream": stream.name,
            "position": message.position,
            "reason": message.reason,
            "first_seen": now,
        }
        for message in messages
    ]
    await connection.execute(insert_into(connection, _SET_ASIDE).on_conflict_do_nothing(), rows)


async def count_set_aside(database: Database) -> dict[str, int]:
    """Return how many messages were set aside, by stream; every stream of planning is named."""
    statement = select(_SET_ASIDE.c.stream, func.count()).group_by(_SET_ASIDE.c.stream)
    async with database.read() as connection:
        counted = {row[0]: row[1] for row in await connection.execute(statement)}
    return {kind.stream.name: counted.get(kind.stream.name, 0) for kind in KINDS}
