"""Monitoring's database without streams and HTTP, and the sample year in it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from services import monitoring
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell as Known
from services.monitoring.ports import Progress
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import reading
from services.monitoring.storage.tables import OutboxRow
from services.monitoring.use_cases import due_plans, play_due_days, record_fulfilment, take_up_plans
from shared.events import AlertChanged, Cell, FulfilmentCounted, PlanPublished
from shared.migrate import migrate
from shared.storage import Database, table
from tests.support.sample_year import PLAN, sample_plan

_MIGRATIONS = Path(monitoring.__file__).parent / "migrations"
TODAY = date(2026, 10, 15)
YESTERDAY = date(2026, 10, 14)
FIRST_DAY = date(2026, 1, 1)


def at(day: date) -> datetime:
    """Return a moment of the morning of *day*."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


class Store:
    """A database and the ways in and out."""

    def __init__(self, url: str) -> None:
        """Make monitoring's tables at *url*."""
        migrate("monitoring", url, _MIGRATIONS)
        self.database = Database(url, "monitoring")
        self.writing, self.reading = writing(self.database), reading(self.database)
        self.today = TODAY

    async def count(self, *cells: Cell, places: Sequence[Sequence[str]] = (("entries",),), plan: str = PLAN) -> int:
        message = FulfilmentCounted(plan=plan, places=[list(place) for place in places], cells=list(cells))
        return await record_fulfilment([message], self.writing)

    async def play(self) -> None:
        await play_due_days(PLAN, self.writing, lambda: at(self.today))

    async def is_due(self) -> bool:
        return bool(await self.reading(due_plans, self.today))

    async def progress(self) -> Progress:
        [progress] = await self.reading(lambda records: records.progress())
        return progress

    async def counts(self, start: date = TODAY, known: date = TODAY) -> dict[str, int]:
        return await self.reading(lambda records: records.counts(PLAN, start, known))

    async def cells(self, first: date = FIRST_DAY) -> list[Known]:
        return await self.reading(lambda records: list(records.cells(PLAN, first, TODAY)))

    async def evaluations(self, day: date = YESTERDAY) -> Sequence[Evaluation]:
        return await self.reading(lambda records: records.evaluations(PLAN, day))

    async def changes(self) -> set[str]:
        return {change.id for change in await self.reading(lambda records: records.changes(PLAN))}

    async def told(self) -> list[AlertChanged]:
        bodies = select(table(OutboxRow).c.body).order_by(table(OutboxRow).c.id)
        found = await self.database.read(lambda connection: connection.scalars(bodies).all())
        return [AlertChanged.model_validate_json(body) for body in found]


def a_cell(known: date = YESTERDAY, *, entries: int = 5, change: int = 1, start: date = date(2026, 9, 1)) -> Cell:
    """Return a cell of the whole."""
    return Cell(place=0, start=start, known=known, entries=entries, change=change)


async def the_year(store: Store, counted: FulfilmentCounted, chunks: int = 1) -> None:
    """Let *store* count the sample year in so many pieces, and judge it after each."""
    await take_up_plans([sample_plan()], store.writing)
    size = -(-len(counted.cells) // chunks)
    for first in range(0, len(counted.cells), size):
        await store.count(*counted.cells[first : first + size], places=counted.places)
        await store.play()


def a_later_version(version: int = 2, recorded: date = TODAY, **changed: object) -> PlanPublished:
    """Return a version that asks for less: half of everything in the rest of the year."""
    plan = sample_plan(version)
    series = [
        one.model_copy(
            update={
                "target": one.target and one.target // 2,
                "daily": {day: entries / 2 for day, entries in one.daily.items()},
            }
        )
        for one in plan.series
    ]
    return plan.model_copy(update={"recordedtime": at(recorded), "series": series} | changed)
