"""What monitoring remembers, on a real database made by its migrations."""

import random
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, select

from services import monitoring
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import alerts_of
from services.monitoring.domain.replay import Played
from services.monitoring.ports import Progress
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import reading
from services.monitoring.storage.tables import MonitoringTable, OutboxRow
from services.monitoring.use_cases import due_plans, play_due_days, record_fulfilment, take_up_plans
from shared.events import AlertChanged, Cell, FulfilmentCounted
from shared.migrate import migrate
from shared.storage import Database, table
from tests.support.sample_year import PLAN, sample_cells, sample_plan

MIGRATIONS = Path(monitoring.__file__).parent / "migrations"
TODAY = date(2026, 10, 15)
YESTERDAY = date(2026, 10, 14)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


class Store:
    """A database and the ways in and out."""

    def __init__(self, database: Database) -> None:
        """Use *database*."""
        self._database = database
        self.writing, self.reading = writing(database), reading(database)
        self.today = TODAY

    async def count(self, *cells: Cell, plan: str = PLAN) -> int:
        return await record_fulfilment([FulfilmentCounted(plan=plan, cells=list(cells))], self.writing)

    async def play(self) -> None:
        await play_due_days(PLAN, self.writing, lambda: at(self.today))

    async def is_due(self) -> bool:
        async with self.reading() as records:
            return bool(await due_plans(records, self.today))

    async def progress(self) -> Progress:
        async with self.reading() as records:
            [progress] = await records.progress()
            return progress

    async def evaluations(self, day: date = YESTERDAY) -> Sequence[Evaluation]:
        async with self.reading() as records:
            return await records.evaluations(PLAN, day)

    async def changes(self) -> set[str]:
        async with self.reading() as records:
            return {change.id for change in await records.changes(PLAN)}

    async def told(self) -> list[AlertChanged]:
        async with self._database.read() as connection:
            rows = await connection.execute(select(table(OutboxRow).c.body).order_by(table(OutboxRow).c.id))
            return [AlertChanged.model_validate_json(body) for body in rows.scalars()]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    database = _migrated(tmp_path / "monitoring.sqlite3")
    yield Store(database)
    await database.aclose()


def _migrated(path: Path) -> Database:
    migrate("monitoring", f"sqlite:///{path}", MIGRATIONS)
    return Database(f"sqlite:///{path}", "monitoring")


def a_cell(known: date = YESTERDAY, *, entries: int = 5, change: int = 1, start: date = date(2026, 9, 1)) -> Cell:
    return Cell(series="entries", start=start, known=known, entries=entries, change=change)


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitoring.sqlite3'}"
    migrate("monitoring", url, MIGRATIONS)
    engine = create_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), MonitoringTable.metadata)
    engine.dispose()

    assert differences == []


@pytest.mark.parametrize("versions", [(1, 2), (2, 1), (2, 2, 1)])
async def test_the_newest_version_of_a_plan_is_kept_whatever_the_order(store: Store, versions: tuple[int, ...]) -> None:
    for version in versions:
        await take_up_plans([sample_plan(version)], store.writing)

    async with store.reading() as records:
        [plan] = await records.plans()
    assert plan.version == 2
    assert len(plan.judged) == 13


async def test_the_highest_change_of_a_cell_wins_whatever_the_order(store: Store) -> None:
    assert await store.count(a_cell(entries=7, change=3), a_cell(entries=6, change=2)) == 1
    assert await store.count(a_cell(entries=5, change=1)) == 0
    assert await store.count(a_cell(entries=4, change=4)) == 1

    async with store.reading() as records:
        assert [cell.entries for cell in await records.cells(PLAN, TODAY)] == [4]


async def test_a_repeated_message_changes_nothing(store: Store) -> None:
    await store.count(a_cell())
    before = await store.progress()
    await store.count(a_cell())

    assert await store.progress() == before


async def test_cells_may_arrive_before_their_plan(store: Store) -> None:
    await store.count(a_cell())
    assert not await store.is_due()

    await take_up_plans([sample_plan()], store.writing)
    assert await store.is_due()


async def test_a_plan_without_any_figure_is_not_behind(store: Store) -> None:
    await take_up_plans([sample_plan()], store.writing)
    await store.play()

    assert not await store.is_due()
    assert await store.evaluations() == []


async def test_evaluations_are_read_as_they_were_computed(store: Store) -> None:
    await take_up_plans([sample_plan()], store.writing)
    await store.count(a_cell())
    await store.play()

    [entries] = [one for one in await store.evaluations() if one.series == "entries"]
    assert (entries.day, entries.known, entries.target) == (YESTERDAY, 5, 821)
    assert entries.standing.pace_alert_since is not None
    assert not await store.is_due()


async def test_what_becomes_known_today_leaves_yesterday_as_it_is(store: Store) -> None:
    await take_up_plans([sample_plan()], store.writing)
    await store.count(a_cell())
    await store.play()
    await store.count(a_cell(known=TODAY))

    assert not await store.is_due()


async def test_what_was_known_earlier_takes_evaluations_back_to_the_day_before(store: Store) -> None:
    await take_up_plans([sample_plan()], store.writing)
    await store.count(a_cell())
    await store.play()
    await store.count(a_cell(known=date(2026, 9, 2)), a_cell(known=date(2026, 9, 30)))

    assert (await store.progress()).valid_through == date(2026, 9, 1)
    assert await store.is_due()


async def test_a_failing_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError):
        await _count_and_fail(store)

    async with store.reading() as records:
        assert (await records.progress(), await records.cells(PLAN, TODAY)) == ([], [])


async def _count_and_fail(store: Store) -> None:
    async with store.writing() as memory:
        await memory.count([FulfilmentCounted(plan=PLAN, cells=[a_cell()])])
        raise RuntimeError


async def _the_year(store: Store, cells: Sequence[Cell], chunks: int) -> None:
    await take_up_plans([sample_plan()], store.writing)
    size = -(-len(cells) // chunks)
    for first in range(0, len(cells), size):
        await store.count(*cells[first : first + size])
        await store.play()


async def test_the_order_and_the_pieces_in_which_a_year_arrives_change_nothing(tmp_path: Path) -> None:
    shuffled = sample_cells()
    random.Random(247).shuffle(shuffled)  # noqa: S311 - not for secrets
    outcomes = []
    for name, cells, chunks in (("whole", sample_cells(), 1), ("pieces", shuffled, 5)):
        database = _migrated(tmp_path / f"{name}.sqlite3")
        store = Store(database)
        await _the_year(store, cells, chunks)
        months = [await store.evaluations(date(2026, month, 1) + timedelta(days=1)) for month in range(2, 11)]
        outcomes.append((await store.evaluations(), months, await store.changes()))
        await database.aclose()

    assert outcomes[0] == outcomes[1]


async def test_missed_days_are_played_one_by_one_and_come_to_the_same(store: Store, tmp_path: Path) -> None:
    database = _migrated(tmp_path / "daily.sqlite3")
    daily = Store(database)
    for one in (store, daily):
        await take_up_plans([sample_plan()], one.writing)
        await one.count(*sample_cells())
    for day in (date(2026, 9, 18), date(2026, 10, 5), date(2026, 10, 6), TODAY):
        daily.today = day
        await daily.play()
    await store.play()

    assert await daily.evaluations() == await store.evaluations()
    assert await daily.changes() == await store.changes()
    await database.aclose()


async def test_alerts_of_past_days_are_kept_and_not_told(store: Store) -> None:
    await _the_year(store, sample_cells(), chunks=1)

    assert await store.changes()
    assert await store.told() == []


async def test_an_alert_of_the_last_completed_day_is_told_once(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await _the_year(store, sample_cells(), chunks=1)
    await store.count(a_cell(known=date(2026, 10, 1), entries=1, change=9, start=date(2026, 9, 28)))
    await store.play()

    told = [(one.series, one.change, one.severity) for one in await store.told()]
    assert sorted(told) == [("entries", "raised", "target_at_risk"), ("entries", "raised", "warning")]


async def test_an_alert_told_by_mistake_is_closed_for_others_when_the_missing_entries_arrive(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await _the_year(store, sample_cells(), chunks=1)
    told_before = {one.alert for one in await store.told()}
    plenty = [
        a_cell(known=date(2026, 9, 21) + timedelta(days=n), entries=30, start=date(2026, 9, 14)) for n in range(5)
    ]
    await store.count(*(cell.model_copy(update={"change": 99}) for cell in plenty))
    await store.play()

    closed = [one for one in await store.told() if one.change == "resolved"]
    assert len(told_before) == 2
    assert {one.alert for one in closed} == told_before
    assert {one.day for one in closed} == {date(2026, 10, 5)}


async def test_a_new_version_of_the_plan_is_played_from_the_beginning(store: Store) -> None:
    await _the_year(store, sample_cells(), chunks=1)
    before = await store.evaluations()
    await take_up_plans([sample_plan(version=2)], store.writing)
    assert await store.is_due()
    await store.play()

    after = await store.evaluations()
    assert {one.plan_version for one in after} == {2}
    assert [one.pace_probability for one in after] == [one.pace_probability for one in before]


async def test_when_the_day_is_set_back_later_days_are_taken_back(store: Store) -> None:
    await _the_year(store, sample_cells(), chunks=1)
    store.today = date(2026, 9, 1)
    await store.play()

    async with store.reading() as records:
        assert await records.newest_day(PLAN) == date(2026, 8, 31)
        assert all(alert.raised.day < store.today for alert in alerts_of(await records.changes(PLAN)))

    store.today = date(2025, 12, 1)
    await store.play()
    assert not await store.is_due()
    assert await store.changes() == set()


async def test_keeping_nothing_is_possible(store: Store) -> None:
    await store.count(a_cell())
    async with store.writing() as memory:
        await memory.keep(PLAN, Played([], []), YESTERDAY)

    assert (await store.progress()).valid_through == YESTERDAY
