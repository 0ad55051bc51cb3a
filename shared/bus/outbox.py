"""The outbox: messages committed together with the state they announce."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Table, delete, func, insert, select

from shared.bus.relay import Outgoing, Positions
from shared.events import Event
from shared.storage import Database, insert_into
from shared.streams import Stream
from shared.tracing.carried import with_carried

_AT_ONCE = 50
"""What a batch announces can weigh 200 KB a message."""

StartAgain = Callable[[Connection], None]
"""Announces everything anew that readers of the service's streams may need."""


def announce(connection: Connection, table: Table, stream: Stream, events: Iterable[Event]) -> None:
    """Queue *events* for publication once the transaction of *connection* commits."""
    rows = [{"stream": stream.name, "body": with_carried(event.model_dump_json().encode())} for event in events]
    if rows:
        connection.execute(insert(table), rows)


class Outbox:
    """A service's outbox table as a backlog. What was published is deleted: the streams have it now.

    Deleting beats remembering the last number: on PostgreSQL a smaller number may be committed after a larger one.
    """

    def __init__(self, database: Database, table: Table, published: Table, start_again: StartAgain) -> None:
        """Look at *table* (``id``, ``stream``, ``body``) and *published* (``stream``, ``position``) of *database*."""
        self._database = database
        self._table = table
        self._published = published
        self._start_again = start_again

    async def waiting(self, limit: int) -> Sequence[Outgoing]:
        """Return the oldest messages that wait, in order."""
        columns = self._table.c
        statement = select(columns.id, columns.stream, columns.body).order_by(columns.id).limit(min(limit, _AT_ONCE))
        return await self._database.read(lambda connection: [Outgoing(*row) for row in connection.execute(statement)])

    async def sent(self, messages: Sequence[Outgoing], positions: Positions) -> None:
        """Forget *messages*, and note how far the streams came."""
        forget = delete(self._table).where(self._table.c.id.in_([message.number for message in messages]))

        def work(connection: Connection) -> None:
            connection.execute(forget)
            note_positions(connection, self._published, positions)

        await self._database.write(work)

    async def positions(self) -> Positions:
        """Return how far each stream had come."""
        return await self._database.read(read_positions, self._published)

    async def start_again(self) -> None:
        """Announce everything that readers need anew."""

        def work(connection: Connection) -> None:
            connection.execute(delete(self._published))
            self._start_again(connection)

        await self._database.write(work)

    async def depth(self) -> int:
        """Return how many messages wait."""
        statement = select(func.count()).select_from(self._table)
        return await self._database.read(lambda connection: connection.scalar(statement)) or 0


def note_positions(connection: Connection, published: Table, positions: Positions) -> None:
    """Note in *published* the newest position of each stream."""
    statement = insert_into(connection, published)
    newer = statement.on_conflict_do_update(
        index_elements=[published.c.stream], set_={"position": statement.excluded.position}
    )
    connection.execute(newer, [{"stream": stream, "position": position} for stream, position in positions.items()])


def read_positions(connection: Connection, published: Table) -> Positions:
    """Return the newest position of each stream."""
    return {row.stream: row.position for row in connection.execute(select(published.c.stream, published.c.position))}
