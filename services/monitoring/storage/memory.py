"""Changing what monitoring remembers: few statements, however many rows."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, case, delete, insert, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.monitoring.domain.alerts import Standing
from services.monitoring.domain.history import Change
from services.monitoring.domain.replay import Played
from services.monitoring.ports import Memory, Writing
from services.monitoring.storage.mapping import change_of, change_row, evaluation_row, standing_of
from services.monitoring.storage.records import CELLS, CHANGES, EVALUATIONS, FEEDS, PLANS, PROGRESS, SqlRecords
from services.monitoring.storage.tables import AnnouncedRow, CellRow, FeedRow, OutboxRow, ProgressRow
from shared.bus.outbox import announce
from shared.clock import micros
from shared.events import AlertChanged, FulfilmentCounted, PlanPublished
from shared.storage import Database, insert_into, table
from shared.streams import ALERTS

_ANNOUNCED = table(AnnouncedRow)
_KEY = ("plan", "known", "series", "start")


class SqlMemory(SqlRecords):
    """The records inside a writing transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Read and write through *connection*."""
        super().__init__(connection)

    async def take_up(self, plan: PlanPublished) -> bool:
        """Keep *plan* if it is newer than what is known, and let all its days be evaluated again."""
        row = {"plan": plan.plan, "version": plan.plan_version, "year": plan.year}
        new = insert_into(self._connection, PLANS).values(row | {"body": plan.model_dump_json().encode()})
        taken = await self._connection.execute(
            new.on_conflict_do_update(
                index_elements=["plan"],
                set_={name: new.excluded[name] for name in ("version", "year", "body")},
                where=PLANS.c.version < new.excluded.version,
            ).returning(PLANS.c.plan)
        )
        if taken.first() is None:
            return False
        await self._moved(plan.plan, counted=False, valid_through=null())
        return True

    async def count(self, counted: Iterable[FulfilmentCounted]) -> int:
        """Keep cells that are newer than what is known; take evaluations from their first known day on as invalid."""
        counted = list(counted)
        await self._hear(counted)
        rows = _newest_cells(counted)
        if not rows:
            return 0
        new = insert_into(self._connection, table(CellRow))
        statement = new.on_conflict_do_update(
            index_elements=list(_KEY),
            set_={"entries": new.excluded.entries, "change": new.excluded.change},
            where=CELLS.change < new.excluded.change,
        ).returning(CELLS.plan, CELLS.known)
        taken = (await self._connection.execute(statement, rows)).all()
        for plan in sorted({plan for plan, _ in taken}):
            await self._known_since(plan, min(known for of, known in taken if of == plan))
        return len(taken)

    async def _hear(self, counted: Iterable[FulfilmentCounted]) -> None:
        newest: dict[str, int] = {}
        for message in counted:
            for office, moment in message.heard.items():
                newest[office] = max(micros(moment), newest.get(office, 0))
        if newest:
            new = insert_into(self._connection, table(FeedRow))
            rows = [{"office": office, "heard": heard} for office, heard in sorted(newest.items())]
            later = {"heard": new.excluded.heard}
            statement = new.on_conflict_do_update(
                index_elements=["office"], set_=later, where=FEEDS.heard < new.excluded.heard
            )
            await self._connection.execute(statement, rows)

    async def _known_since(self, plan: str, first: date) -> None:
        still = case((PROGRESS.valid_through >= first, first - timedelta(days=1)), else_=PROGRESS.valid_through)
        await self._moved(plan, counted=True, valid_through=still)

    async def _moved(self, plan: str, *, counted: bool, valid_through: ColumnElement[Any]) -> None:
        first = {"plan": plan, "revision": 1, "counted": counted, "valid_through": None}
        new = insert_into(self._connection, table(ProgressRow)).values(first)
        changed = {
            "revision": PROGRESS.revision + 1,
            "counted": or_(PROGRESS.counted, new.excluded.counted),
            "valid_through": valid_through,
        }
        await self._connection.execute(new.on_conflict_do_update(index_elements=["plan"], set_=changed))

    async def hold(self, plan: str) -> None:
        """Keep others from evaluating *plan* until the transaction ends."""
        await self._connection.execute(select(PROGRESS.plan).where(PROGRESS.plan == plan).with_for_update())

    async def standings(self, plan: str) -> dict[str, Standing]:
        """Return where each series stood after the newest evaluated day."""
        columns = EVALUATIONS.c
        day = await self.newest_day(plan)
        rows = await self._connection.execute(select(EVALUATIONS).where(columns.plan == plan, columns.day == day))
        return {row["series"]: standing_of(dict(row)) for row in rows.mappings()}

    async def take_back(self, plan: str, after: date | None) -> None:
        """Forget the evaluations and what became of alerts after that day; None: from the beginning."""
        for records in (EVALUATIONS, CHANGES):
            later = [records.c.day > after] if after else []
            await self._connection.execute(delete(records).where(records.c.plan == plan, *later))

    async def keep(self, plan: str, played: Played, through: date | None) -> None:
        """Keep what was *played*; the evaluations hold up to *through*."""
        await self._add(EVALUATIONS, [evaluation_row(plan, evaluation) for evaluation in played.evaluations])
        await self._add(CHANGES, [change_row(change) for change in played.changes])
        await self._connection.execute(
            update(table(ProgressRow)).where(PROGRESS.plan == plan).values(valid_through=through)
        )

    async def _add(self, records: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            await self._connection.execute(insert(records), rows)

    async def announced(self, plan: str) -> Sequence[Change]:
        """Return the changes that were told to others."""
        rows = await self._connection.execute(select(_ANNOUNCED).where(_ANNOUNCED.c.plan == plan))
        return [change_of(dict(row)) for row in rows.mappings()]

    async def announce(self, news: Sequence[tuple[Change, AlertChanged]]) -> None:
        """Remember the changes as told, and tell them once the transaction commits."""
        await self._add(_ANNOUNCED, [change_row(change) for change, _ in news])
        await announce(self._connection, table(OutboxRow), ALERTS, [event for _, event in news])


def _newest_cells(counted: Iterable[FulfilmentCounted]) -> list[dict[str, Any]]:
    """Return each cell once, with its highest change, in the order of its key: two replicas then never deadlock."""
    newest: dict[tuple[Any, ...], dict[str, Any]] = {}
    for message in counted:
        for cell in message.cells:
            key = (message.plan, cell.known, cell.series, cell.start)
            if key not in newest or newest[key]["change"] < cell.change:
                newest[key] = dict(zip(_KEY, key, strict=True)) | {"entries": cell.entries, "change": cell.change}
    return [newest[key] for key in sorted(newest)]


def writing(database: Database) -> Writing:
    """Return what opens writing transactions on *database*."""

    @asynccontextmanager
    async def transaction() -> AsyncIterator[Memory]:
        async with database.write() as connection:
            yield SqlMemory(connection)

    return transaction
