"""The outbox: messages committed together with the state they announce."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.bus.relay import Outgoing
from shared.events import Event
from shared.storage import Database
from shared.streams import Stream


async def announce(connection: AsyncConnection, table: Table, stream: Stream, events: Iterable[Event]) -> None:
    """Queue *events* for publication once the transaction of *connection* commits."""
    rows = [{"stream": stream.name, "body": event.model_dump_json().encode()} for event in events]
    if rows:
        await connection.execute(insert(table), rows)


class Outbox:
    """A service's outbox table as a backlog. What was published is deleted: the streams have it now.

    Deleting beats remembering the last number: on PostgreSQL a smaller number may be committed after a larger one.
    """

    def __init__(self, database: Database, table: Table) -> None:
        """Look at *table* (columns ``id``, ``stream``, ``body``) of *database*."""
        self._database = database
        self._table = table

    async def waiting(self, limit: int) -> Sequence[Outgoing]:
        """Return the oldest messages that wait, in order."""
        columns = self._table.c
        statement = select(columns.id, columns.stream, columns.body).order_by(columns.id).limit(limit)
        async with self._database.read() as connection:
            rows = await connection.execute(statement)
            return [Outgoing(*row) for row in rows]

    async def sent(self, messages: Sequence[Outgoing]) -> None:
        """Forget *messages*."""
        statement = delete(self._table).where(self._table.c.id.in_([message.number for message in messages]))
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def depth(self) -> int:
        """Return how many messages wait."""
        async with self._database.read() as connection:
            return await connection.scalar(select(func.count()).select_from(self._table)) or 0
