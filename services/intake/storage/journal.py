"""The journal of accepted events: numbered without gaps, in the order in which they are published."""

from collections.abc import Sequence

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.candidate import Candidate, Identity, Kept, Outcome, settle
from services.intake.storage.away import saying_away
from services.intake.storage.tables import AcceptedRow, MarkRow
from services.intake.streams import stream_of
from shared.bus.relay import Outgoing
from shared.clock import micros
from shared.storage import Database, table

ACCEPTED = table(AcceptedRow)
MARK = table(MarkRow)


class SqlJournal:
    """Keeps events in the table ``accepted``, and is the backlog of the relay."""

    def __init__(self, database: Database) -> None:
        """Write to *database*."""
        self._database = database

    async def keep(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Commit what is new among *candidates* and return what became of each."""
        with saying_away():
            async with self._database.write() as connection:
                # The lock comes first: what another replica commits meanwhile must be seen by the look-up.
                last: int = (await connection.execute(_mark("accepted").with_for_update())).scalar_one()
                settlement = settle(candidates, await _known(connection, candidates), last)
                if settlement.new:
                    await connection.execute(insert(ACCEPTED), [_row(kept) for kept in settlement.new])
                    await _move(connection, "accepted", settlement.new[-1].sequence)
        return settlement.outcomes

    async def compare(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Return what would become of *candidates*."""
        with saying_away():
            async with self._database.read() as connection:
                return settle(candidates, await _known(connection, candidates), 0).outcomes

    async def waiting(self, limit: int) -> Sequence[Outgoing]:
        """Return the oldest events not yet published, in order."""
        columns = ACCEPTED.c
        statement = (
            select(columns.sequence, columns.type, columns.body)
            .where(columns.sequence > _mark("published").scalar_subquery())
            .order_by(columns.sequence)
            .limit(limit)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(statement)
            return [Outgoing(sequence, stream_of(event_type).name, body) for sequence, event_type, body in rows]

    async def sent(self, messages: Sequence[Outgoing]) -> None:
        """Note that *messages* are on their streams."""
        async with self._database.write() as connection:
            await _move(connection, "published", messages[-1].number)

    async def depth(self) -> int:
        """Return how many accepted events are not yet published."""
        async with self._database.read() as connection:
            distance = select(_mark("accepted").scalar_subquery() - _mark("published").scalar_subquery())
            return await connection.scalar(distance) or 0


async def _known(connection: AsyncConnection, candidates: Sequence[Candidate]) -> dict[Identity, bytes]:
    columns = ACCEPTED.c
    ids = {candidate.id for candidate in candidates}
    rows = await connection.execute(select(columns.source, columns.id, columns.fingerprint).where(columns.id.in_(ids)))
    return {(source, event_id): fingerprint for source, event_id, fingerprint in rows}


def _mark(name: str) -> Select[int]:
    return select(MARK.c.sequence).where(MARK.c.name == name)


async def _move(connection: AsyncConnection, name: str, sequence: int) -> None:
    statement = update(MARK).where(MARK.c.name == name, MARK.c.sequence < sequence)
    await connection.execute(statement.values(sequence=sequence))


def _row(kept: Kept) -> dict[str, object]:
    candidate = kept.candidate
    return {
        "sequence": kept.sequence,
        "id": candidate.id,
        "source": candidate.source,
        "type": candidate.type,
        "fingerprint": kept.fingerprint,
        "recorded": micros(candidate.recorded),
        "body": candidate.message(kept.sequence),
    }
