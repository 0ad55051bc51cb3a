"""Reading what monitoring remembers."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.ports import Progress, Reading, Records
from services.monitoring.storage.mapping import change_of, evaluation_of, plan_in
from services.monitoring.storage.tables import CellRow, ChangeRow, EvaluationRow, FeedRow, PlanRow, ProgressRow
from shared.storage import Database, table

PLANS = table(PlanRow)
PROGRESS = table(ProgressRow).c
CELLS = table(CellRow).c
FEEDS = table(FeedRow).c
EVALUATIONS = table(EvaluationRow)
CHANGES = table(ChangeRow)


class SqlRecords:
    """The records as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Read through *connection*."""
        self._connection = connection

    async def plans(self) -> Sequence[Plan]:
        """Return the newest version of each plan, the newest year first."""
        rows = await self._connection.execute(select(PLANS.c.body).order_by(PLANS.c.year.desc(), PLANS.c.plan))
        return [plan_in(body) for body in rows.scalars()]

    async def progress(self) -> Sequence[Progress]:
        """Return how far each plan is evaluated."""
        rows = await self._connection.execute(select(*PROGRESS).order_by(PROGRESS.plan))
        return [Progress(**row) for row in rows.mappings()]

    async def cells(self, plan: str, through: date) -> Sequence[Cell]:
        """Return what was counted and known by the end of *through*."""
        columns = (CELLS.series, CELLS.start, CELLS.known, CELLS.entries)
        rows = await self._connection.execute(select(*columns).where(CELLS.plan == plan, CELLS.known <= through))
        return [Cell(*row) for row in rows]

    async def counts(self, plan: str, start: date, known: date) -> dict[str, int]:
        """Return the entries of each series that began by *start*, as known by the end of *known*."""
        statement = (
            select(CELLS.series, func.sum(CELLS.entries))
            .where(CELLS.plan == plan, CELLS.start <= start, CELLS.known <= known)
            .group_by(CELLS.series)
        )
        return {series: int(entries) for series, entries in await self._connection.execute(statement)}

    async def feeds(self) -> dict[str, int]:
        """Return when the newest of what each office sent became known (microseconds)."""
        rows = await self._connection.execute(select(FEEDS.office, FEEDS.heard))
        return {row.office: row.heard for row in rows}

    async def last_known(self, plan: str, through: date) -> date | None:
        """Return the newest day up to *through* on which a figure changed."""
        statement = select(func.max(CELLS.known)).where(CELLS.plan == plan, CELLS.known <= through)
        day: date | None = await self._connection.scalar(statement)
        return day

    async def newest_day(self, plan: str) -> date | None:
        """Return the newest evaluated day."""
        columns = EVALUATIONS.c
        day: date | None = await self._connection.scalar(select(func.max(columns.day)).where(columns.plan == plan))
        return day

    async def evaluations(self, plan: str, day: date) -> Sequence[Evaluation]:
        """Return the evaluations of all series on *day*."""
        columns = EVALUATIONS.c
        statement = select(EVALUATIONS).where(columns.plan == plan, columns.day == day).order_by(columns.series)
        return [evaluation_of(dict(row)) for row in (await self._connection.execute(statement)).mappings()]

    async def changes(self, plan: str) -> Sequence[Change]:
        """Return everything that became of the alerts of a plan."""
        rows = await self._connection.execute(select(CHANGES).where(CHANGES.c.plan == plan))
        return [change_of(dict(row)) for row in rows.mappings()]


def reading(database: Database) -> Reading:
    """Return what opens reading transactions on *database*."""

    @asynccontextmanager
    async def transaction() -> AsyncIterator[Records]:
        async with database.read() as connection:
            yield SqlRecords(connection)

    return transaction
