"""What monitoring remembers, on a real database made by its migrations."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from services import monitoring
from services.monitoring.domain.alerts import Cause, Turn
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell as Known
from services.monitoring.domain.history import alerts_of
from services.monitoring.domain.replay import Played
from services.monitoring.ports import Memory, Progress
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import reading
from services.monitoring.storage.tables import OutboxRow
from services.monitoring.use_cases import due_plans, plans_shown, play_due_days, record_fulfilment, take_up_plans
from shared.events import AlertChanged, Calibration, Cell, FulfilmentCounted, Groups, PlanPublished
from shared.migrate import migrate
from shared.storage import Database, table
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan

MIGRATIONS = Path(monitoring.__file__).parent / "migrations"
TODAY = date(2026, 10, 15)
YESTERDAY = date(2026, 10, 14)
FIRST_DAY = date(2026, 1, 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


class Store:
    """A database and the ways in and out."""

    def __init__(self, url: str) -> None:
        """Make monitoring's tables at *url*."""
        migrate("monitoring", url, MIGRATIONS)
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


@pytest.fixture
async def store(empty_database: str) -> AsyncIterator[Store]:
    store = Store(empty_database)
    yield store
    await store.database.aclose()


@pytest.fixture
async def another(request: pytest.FixtureRequest, empty_database: str, tmp_path: Path) -> AsyncIterator[Store]:
    """Return a second store of the same kind, apart from the first."""
    if empty_database.startswith("sqlite"):
        url = f"sqlite:///{tmp_path / 'another.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres").new_database()
    store = Store(url)
    yield store
    await store.database.aclose()


def a_cell(known: date = YESTERDAY, *, entries: int = 5, change: int = 1, start: date = date(2026, 9, 1)) -> Cell:
    return Cell(place=0, start=start, known=known, entries=entries, change=change)


@pytest.mark.parametrize("versions", [(1, 2), (2, 1), (2, 2, 1)])
async def test_the_newest_version_of_a_plan_is_kept_whatever_the_order(store: Store, versions: tuple[int, ...]) -> None:
    for version in versions:
        await take_up_plans([sample_plan(version)], store.writing)

    [plan] = await store.reading(lambda records: records.plans())
    assert plan.version == 2
    assert len(plan.judged) == 13


async def test_the_highest_change_of_a_cell_wins_whatever_the_order(store: Store) -> None:
    assert await store.count(a_cell(entries=7, change=3), a_cell(entries=6, change=2)) == 1
    assert await store.count(a_cell(entries=5, change=1)) == 0
    assert await store.count(a_cell(entries=4, change=4)) == 1

    assert [cell.entries for cell in await store.cells()] == [4]


async def test_a_series_counts_what_stands_in_all_places_that_name_it(store: Store) -> None:
    day, later = date(2026, 9, 1), date(2026, 9, 2)
    places = [["entries", "sector/it"], ["sector/it", "entries", "employees"], ["entries"], []]
    cells = [Cell(0, day, day, 3, 1), Cell(1, day, day, 4, 1), Cell(1, later, day, 1, 1), Cell(2, day, later, -2, 1)]
    await store.count(*cells, Cell(3, day, day, 9, 1), places=places)

    assert await store.counts() == {"entries": 6, "sector/it": 8, "employees": 5}
    assert await store.counts(start=day, known=day) == {"entries": 7, "sector/it": 7, "employees": 4}


async def test_a_place_is_the_same_in_whatever_order_its_series_are_named(store: Store) -> None:
    for change, places in enumerate(([["entries", "employees"]], [["employees", "entries"]]), 1):
        await store.count(a_cell(change=change), places=places)

    assert await store.counts() == {"entries": 5, "employees": 5}


async def test_plans_with_the_same_series_count_apart(store: Store) -> None:
    await store.count(a_cell(entries=2))
    await store.count(a_cell(entries=9), plan="other")

    assert await store.counts() == {"entries": 2}
    assert [cell.entries for cell in await store.cells()] == [2]


async def test_what_was_known_before_the_days_to_play_comes_summed_up(store: Store) -> None:
    await store.count(*(a_cell(known=date(2026, 9, day), entries=day) for day in (1, 2, 3, 4)))

    cells = await store.cells(first=date(2026, 9, 3))
    assert {(cell.known.day, cell.entries) for cell in cells} == {(3, 6), (4, 4)}
    assert {cell.series for cell in cells} == {("entries",)}


async def test_replicas_that_count_at_once_do_not_stand_in_each_others_way(store: Store) -> None:
    places = [[f"series/{n}"] for n in range(40)]
    cells = [Cell(place, TODAY, YESTERDAY, 1, change) for place in range(40) for change in (1, 2)]
    random.Random(7).shuffle(cells)  # noqa: S311 - not for secrets
    parts = [cells[first : first + 20] for first in range(0, 80, 20)]
    await asyncio.gather(*(store.count(*part, places=places) for part in parts))

    assert await store.counts() == {f"series/{n}": 1 for n in range(40)}
    assert await store.counts(known=date(2026, 1, 1)) == {}


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


async def test_what_arrives_while_days_are_played_is_played_too(store: Store) -> None:
    await _the_year(store, sample_fulfilment())
    before = {one.series: one.known for one in await store.evaluations()}
    await store.count(a_cell(known=date(2026, 1, 7)))
    cells = (a_cell(known=date(2026, 1, 5) + timedelta(days=n), start=FIRST_DAY) for n in range(4))
    await asyncio.gather(store.play(), *(store.count(cell) for cell in cells))
    await store.play()

    after = {one.series: one.known for one in await store.evaluations()}
    assert after == before | {"entries": before["entries"] + 25}


async def test_a_failing_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError):
        await _count_and_fail(store)

    assert (await store.reading(lambda records: records.progress()), await store.cells()) == ([], [])


async def _count_and_fail(store: Store) -> None:
    def work(memory: Memory) -> None:
        memory.count([FulfilmentCounted(plan=PLAN, places=[["entries"]], cells=[a_cell()])])
        raise RuntimeError

    await store.writing(work)


async def _the_year(store: Store, counted: FulfilmentCounted, chunks: int = 1) -> None:
    await take_up_plans([sample_plan()], store.writing)
    size = -(-len(counted.cells) // chunks)
    for first in range(0, len(counted.cells), size):
        await store.count(*counted.cells[first : first + size], places=counted.places)
        await store.play()


async def test_the_order_and_the_pieces_in_which_a_year_arrives_change_nothing(store: Store, another: Store) -> None:
    whole = sample_fulfilment()
    shuffled = random.Random(247).sample(whole.cells, len(whole.cells))  # noqa: S311 - not for secrets
    await _the_year(store, whole)
    await _the_year(another, whole.model_copy(update={"cells": shuffled}), chunks=5)

    for month in range(2, 11):
        day = date(2026, month, 2)
        assert await store.evaluations(day) == await another.evaluations(day)
    assert await store.evaluations() == await another.evaluations()
    assert await store.changes() == await another.changes()


async def test_missed_days_are_played_one_by_one_and_come_to_the_same(store: Store, another: Store) -> None:
    await _the_year(store, sample_fulfilment())
    for day in (date(2026, 9, 18), date(2026, 10, 5), date(2026, 10, 6), TODAY):
        another.today = day
        await _the_year(another, sample_fulfilment())

    assert await another.evaluations() == await store.evaluations()
    assert await another.changes() == await store.changes()


async def test_the_gaps_of_a_series_are_those_of_its_evaluations(store: Store) -> None:
    await _the_year(store, sample_fulfilment())
    gaps = dict(await store.reading(lambda records: records.gaps(PLAN, "entries", date(2026, 10, 5), YESTERDAY)))

    assert len(gaps) == 8
    for day in (date(2026, 10, 5), YESTERDAY):
        [entries] = [one for one in await store.evaluations(day) if one.series == "entries"]
        assert gaps[day] == pytest.approx(entries.gap)


async def test_what_a_series_counts_is_the_sum_of_the_places_that_name_it(store: Store) -> None:
    await _the_year(store, sample_fulfilment())
    places = await store.reading(lambda records: records.counts_by_place(PLAN, YESTERDAY, YESTERDAY))
    counts = await store.counts(start=YESTERDAY, known=YESTERDAY)

    for series in ("entries", "employees", "sector/health", "office/JC-WB"):
        assert sum(entries for place, entries in places.items() if series in place) == counts[series]


async def test_alerts_of_past_days_are_kept_and_not_told(store: Store) -> None:
    await _the_year(store, sample_fulfilment())

    assert await store.changes()
    assert await store.told() == []


async def test_an_alert_of_the_last_completed_day_is_told_once(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await _the_year(store, sample_fulfilment())
    await store.count(a_cell(known=date(2026, 10, 1), entries=1, change=9, start=date(2026, 9, 28)))
    await store.play()

    told = [(one.series, one.change, one.severity) for one in await store.told()]
    assert sorted(told) == [("entries", "raised", "target_at_risk"), ("entries", "raised", "warning")]


async def test_an_alert_told_by_mistake_is_closed_for_others_when_the_missing_entries_arrive(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await _the_year(store, sample_fulfilment())
    told_before = {one.alert for one in await store.told()}
    plenty = [
        a_cell(known=date(2026, 9, 21) + timedelta(days=n), entries=30, start=date(2026, 9, 14)) for n in range(5)
    ]
    await store.count(*(cell._replace(change=99) for cell in plenty))
    await store.play()

    closed = [one for one in await store.told() if one.change == "resolved"]
    assert len(told_before) == 2
    assert {one.alert for one in closed} == told_before
    assert {one.day for one in closed} == {date(2026, 10, 5)}


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


async def test_a_new_version_judges_the_last_completed_day_again_and_no_day_before_it(store: Store) -> None:
    await _the_year(store, sample_fulfilment())
    eve = await store.evaluations(date(2026, 10, 13))
    await take_up_plans([a_later_version()], store.writing)
    assert (await store.progress()).valid_through == date(2026, 10, 13)
    await store.play()

    after = await store.evaluations()
    assert await store.evaluations(date(2026, 10, 13)) == eve
    assert {one.plan_version for one in eve} == {1}
    assert {(one.plan_version, one.target) for one in after if one.series == "entries"} == {(2, 410)}


async def test_a_version_that_is_valid_later_changes_nothing_until_then(store: Store) -> None:
    await _the_year(store, sample_fulfilment())
    before = await store.evaluations()
    later = a_later_version(valid_from=date(2026, 11, 2), recorded=TODAY)
    await take_up_plans([later], store.writing)
    assert not await store.is_due()
    assert [plan.version for plan in await store.reading(plans_shown, TODAY)] == [1]

    store.today = date(2026, 11, 4)
    await store.play()
    days = [date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 3)]
    assert [{one.plan_version for one in await store.evaluations(day)} for day in days] == [{1}, {2}, {2}]
    assert await store.evaluations() == before
    assert [plan.version for plan in await store.reading(plans_shown, store.today)] == [2]


async def test_a_new_calibration_is_used_from_the_last_completed_day_on_and_ends_no_alert(store: Store) -> None:
    await _the_year(store, sample_fulfilment())
    before = await store.changes()
    groups = {"entries": Groups(entries=600, squares=3_000)}
    measured = Calibration(version=2, origin="matured", entries=600, measured_on=YESTERDAY, groups=groups)
    again = sample_plan().model_copy(update={"calibration": measured, "recordedtime": at(TODAY)})
    await take_up_plans([again], store.writing)
    await store.play()

    used = {one.series: one for one in await store.evaluations()}
    assert {one.calibration_version for one in used.values()} == {2}
    assert {one.calibration_version for one in await store.evaluations(date(2026, 10, 13))} == {1}
    assert used["entries"].dispersion == pytest.approx((100 * 3 + 3_000) / (100 + 600) + 0.15**2 * 821 / 12)
    assert before <= await store.changes()
    changes = await store.reading(lambda records: records.changes(PLAN))
    assert not [one for one in changes if one.cause is Cause.PLAN_CHANGE]


async def test_what_a_smaller_plan_ends_is_told_as_the_plans_doing(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await _the_year(store, sample_fulfilment())
    await store.count(a_cell(known=date(2026, 10, 1), entries=1, change=9, start=date(2026, 9, 28)))
    await store.play()
    told = {one.alert for one in await store.told()}
    await take_up_plans([a_later_version(recorded=store.today)], store.writing)
    await store.play()

    closed = [one for one in await store.told() if one.change == "resolved"]
    assert told <= {one.alert for one in closed}
    assert {(one.cause, one.plan_version, one.day) for one in closed} == {("plan_change", 2, date(2026, 10, 5))}


async def test_the_end_of_a_series_that_is_asked_no_more_rests_on_its_last_evaluation(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await _the_year(store, sample_fulfilment())
    store.today = date(2026, 10, 7)
    await store.count(a_cell(known=date(2026, 10, 1), entries=1, change=9, start=date(2026, 9, 28)))
    await store.play()
    kept = [one for one in sample_plan().series if one.id != "entries"]
    await take_up_plans([sample_plan(2).model_copy(update={"recordedtime": at(TODAY), "series": kept})], store.writing)
    store.today = TODAY
    await store.play()

    closed = [one for one in await store.told() if one.change == "resolved"]
    told = {one.alert for one in await store.told() if one.change == "raised"}
    assert told
    assert {one.alert for one in closed} == told
    assert {(one.series, one.cause, one.plan_version, one.day) for one in closed} == {
        ("entries", "plan_change", 2, YESTERDAY)
    }
    assert "entries" not in {one.series for one in await store.evaluations()}


async def test_a_plan_that_asks_for_nothing_any_more_ends_its_alerts_once(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await _the_year(store, sample_fulfilment())
    nothing = [one.model_copy(update={"target": None}) for one in sample_plan().series]
    later = {"recordedtime": at(store.today), "series": nothing}
    await take_up_plans([sample_plan(2).model_copy(update=later)], store.writing)
    for store.today in (date(2026, 10, 6), date(2026, 10, 7), date(2026, 10, 12)):
        await store.play()

    changes = await store.reading(lambda records: records.changes(PLAN))
    ended = [one for one in changes if one.turn is Turn.RESOLVED]
    assert {(one.cause, one.day) for one in ended} == {(Cause.PLAN_CHANGE, date(2026, 10, 5))}
    assert len(ended) == len({one.alert for one in changes if one.day < date(2026, 10, 5)})


async def test_the_order_in_which_versions_arrive_changes_nothing(store: Store, another: Store) -> None:
    states = [sample_plan(), a_later_version(recorded=date(2026, 8, 3)), a_later_version(3, date(2026, 9, 1))]
    for plan in states:
        await take_up_plans([plan], store.writing)
        await store.count(*sample_fulfilment().cells, places=sample_fulfilment().places)
        await store.play()
    await another.count(*sample_fulfilment().cells, places=sample_fulfilment().places)
    for plan in (states[2], states[0], states[1]):
        await take_up_plans([plan, plan], another.writing)
        await another.play()

    days = [date(2026, 7, 30), date(2026, 7, 31), date(2026, 8, 28), date(2026, 8, 31), YESTERDAY]
    for day in days:
        assert await store.evaluations(day) == await another.evaluations(day)
    assert [{one.plan_version for one in await store.evaluations(day)} for day in days] == [{1}, {2}, {2}, {3}, {3}]
    assert await store.changes() == await another.changes()


async def test_late_knowledge_replays_each_day_with_the_version_that_was_in_force(store: Store) -> None:
    await _the_year(store, sample_fulfilment())
    await take_up_plans([a_later_version(recorded=date(2026, 9, 1))], store.writing)
    await store.play()
    await store.count(a_cell(known=date(2026, 3, 2), start=date(2026, 3, 2), change=99))
    await store.play()

    days = [date(2026, 3, 2), date(2026, 8, 28), date(2026, 8, 31), YESTERDAY]
    assert [{one.plan_version for one in await store.evaluations(day)} for day in days] == [{1}, {1}, {2}, {2}]


async def test_when_the_day_is_set_back_later_days_are_taken_back(store: Store) -> None:
    await _the_year(store, sample_fulfilment())
    store.today = date(2026, 9, 1)
    await store.play()

    assert await store.reading(lambda records: records.newest_day(PLAN)) == date(2026, 8, 31)
    changes = await store.reading(lambda records: records.changes(PLAN))
    assert all(alert.raised.day < store.today for alert in alerts_of(changes))

    store.today = date(2025, 12, 1)
    await store.play()
    assert not await store.is_due()
    assert await store.changes() == set()


async def test_keeping_nothing_is_possible(store: Store) -> None:
    await store.count(a_cell())
    await store.writing(lambda memory: memory.keep(PLAN, Played([], []), YESTERDAY))

    assert (await store.progress()).valid_through == YESTERDAY
