"""Silent offices on real databases: what was heard is kept by day, and what is told of it is told once."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import select

from services import monitoring
from services.monitoring.domain.alerts import Kind
from services.monitoring.domain.feeds import listen_through
from services.monitoring.domain.history import Change
from services.monitoring.domain.replay import Stretch
from services.monitoring.domain.silence import FeedDay
from services.monitoring.feeds.queries import Feed, feeds_of
from services.monitoring.ports import Records
from services.monitoring.storage.memory import writing
from services.monitoring.storage.outgoing import listed
from services.monitoring.storage.records import reading
from services.monitoring.storage.tables import NoticeRow, OutboxRow
from services.monitoring.use_cases import play_due_days, record_fulfilment, take_up_plans
from shared.calendar import WorkingDays
from shared.events import AlertChanged, Cell, FulfilmentCounted, Managers, Person, PlanPublished, ReportingPace
from shared.migrate import migrate
from shared.storage import Database, table
from tests.support.sample_year import PLAN, sample_plan

MIGRATIONS = Path(monitoring.__file__).parent / "migrations"
JANUARY, TODAY = date(2026, 1, 2), date(2026, 6, 15)
YESTERDAY = date(2026, 6, 12)
SILENT, SPEAKS = "JC-WB", "AA-ST-OST"
PEOPLE = (
    Person(name="Leitung", mail="leitung@example.org", series=("entries",)),
    Person(name="Wittenberg", mail="wb@example.org", offices=(SILENT,), digest="weekly"),
    Person(name="Dessau", mail="dero@example.org", offices=("JC-DERO",)),
    Person(name="Betrieb", mail="betrieb@example.org", operations=True, language="en"),
)


def plan(version: int = 1, offices: Sequence[str] = (SILENT, SPEAKS)) -> PlanPublished:
    sample = sample_plan(version)
    named = {office: title for office, title in sample.offices.items() if office in offices}
    return sample.model_copy(update={"managers": Managers(people=PEOPLE), "offices": named})


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


class Store:
    """A database of monitoring, and what two offices have reported until today."""

    def __init__(self, url: str) -> None:
        """Make monitoring's tables at *url*."""
        migrate("monitoring", url, MIGRATIONS)
        self.database = Database(url, "monitoring")
        self.writing, self.reading = writing(self.database), reading(self.database)

    async def reports(self, office: str, first: date, last: date) -> None:
        """Let *office* have four entries begin and become known on each working day."""
        days = WorkingDays("ST").between(first, last)
        cells = [Cell(place=0, start=day, known=day, entries=4, change=1) for day in days]
        await self.hear(FulfilmentCounted(plan=PLAN, places=[["entries", f"office/{office}"]], cells=cells))

    async def hear(self, *messages: FulfilmentCounted) -> None:
        await record_fulfilment(messages, self.writing)

    async def hears_of(self, office: str, day: date) -> None:
        await self.hear(FulfilmentCounted(plan=PLAN, places=[], cells=[], heard={office: at(day)}))

    async def play(self, today: date = TODAY) -> None:
        await play_due_days(PLAN, self.writing, lambda: at(today))

    async def at_once(self) -> list[FeedDay]:
        """Return what is heard on all days when they are played together."""

        def asked(records: Records) -> list[FeedDay]:
            judged = records.plans()[0]
            stretch = Stretch(judged, list(judged.days_to_evaluate(after=None, today=TODAY)))
            return listen_through([stretch], records.reports(PLAN, TODAY), records.heard(TODAY), {}).feeds

        return await self.reading(asked)

    async def told(self) -> list[AlertChanged]:
        bodies = select(table(OutboxRow).c.body).order_by(table(OutboxRow).c.id)
        found = await self.database.read(lambda connection: connection.scalars(bodies).all())
        told = [AlertChanged.model_validate_json(body) for body in found]
        return [one for one in told if one.kind == "feed_silent"]

    async def people_told(self) -> list[str]:
        return sorted(row.person for row in await self.database.read(listed, None, 100))

    async def feed_day(self, office: str, day: date) -> FeedDay:
        feeds = await self.reading(lambda records: records.feed_days(PLAN, day))
        return next(one for one in feeds if one.office == office)

    async def feed(self, office: str, today: date = TODAY) -> Feed:
        def asked(records: Records) -> list[Feed]:
            return feeds_of(records, records.plans()[0], today)

        return next(one for one in await self.reading(asked) if one.office == office)

    async def kinds_of_notices(self) -> set[str]:
        kinds = select(table(NoticeRow).c.kind)
        return set(await self.database.read(lambda connection: connection.scalars(kinds).all()))


@pytest.fixture
async def store(empty_database: str) -> AsyncIterator[Store]:
    store = Store(empty_database)
    await take_up_plans([plan()], store.writing)
    await store.reports(SPEAKS, JANUARY, date(2026, 12, 30))
    yield store
    await store.database.aclose()


async def silent_since(store: Store) -> date:
    """Let one office report until spring, and return at the end of which day its silence is noticed."""
    await store.reports(SILENT, JANUARY, date(2026, 3, 31))
    await store.play()
    feed = await store.feed_day(SILENT, YESTERDAY)
    assert feed.heard == date(2026, 3, 31)
    assert feed.silent_since
    return feed.silent_since


def next_day(day: date) -> date:
    days = WorkingDays("ST")
    return next(later for later in days.between(day, date(2026, 12, 31)) if later > day)


async def test_the_day_on_which_it_is_noticed_is_told_to_operations_and_the_people_of_the_office(store: Store) -> None:
    await store.reports(SILENT, JANUARY, date(2026, 3, 31))
    day = date(2026, 4, 1)
    while not await store.told():
        day = next_day(day)
        await store.play(day)
    await store.play(day)

    [told] = await store.told()
    assert (told.kind, told.change, told.series) == ("feed_silent", "raised", f"office/{SILENT}")
    assert (told.expected, told.known, told.pace_probability, told.forecast, told.chance) == (None,) * 5
    assert await store.people_told() == ["Betrieb", "Wittenberg"]
    assert await store.kinds_of_notices() == {"silence"}


async def test_it_is_told_when_the_office_is_heard_of_again(store: Store) -> None:
    since = await silent_since(store)
    assert await store.told() == []
    await store.hears_of(SILENT, TODAY)
    assert not (await store.feed(SILENT)).silent
    tomorrow = date(2026, 6, 16)
    await store.play(tomorrow)

    [told] = await store.told()
    assert (told.change, told.cause, told.day, told.since) == ("resolved", "heard_again", TODAY, since)
    assert (await store.feed_day(SILENT, TODAY)).silent_since is None


async def test_playing_day_by_day_comes_to_the_same_as_playing_all_at_once(store: Store) -> None:
    await store.reports(SILENT, JANUARY, date(2026, 3, 31))
    day = date(2026, 4, 1)
    while day < TODAY:
        day = next_day(day)
        await store.play(day)

    [whole] = [one for one in await store.at_once() if (one.office, one.day) == (SILENT, YESTERDAY)]
    assert await store.feed_day(SILENT, YESTERDAY) == whole
    assert whole.silent_since


async def test_an_event_that_is_read_only_after_the_days_end_takes_its_silence_back(store: Store) -> None:
    since = await silent_since(store)
    await store.hears_of(SILENT, since)
    await store.play()

    assert (await store.feed_day(SILENT, since)).heard == since
    assert (await store.feed_day(SILENT, since)).silent_since is None
    days = {change.day for change in await changes(store)}
    assert since not in days


async def changes(store: Store) -> list[Change]:
    found = await store.reading(lambda records: records.changes(PLAN))
    return [one for one in found if one.kind is Kind.FEED_SILENT]


async def test_hearing_the_same_day_again_lets_nothing_be_judged_again(store: Store) -> None:
    await store.hears_of(SILENT, date(2026, 3, 31))
    await silent_since(store)
    await store.hears_of(SILENT, date(2026, 3, 31))
    [progress] = await store.reading(lambda records: records.progress())

    assert progress.valid_through == YESTERDAY


async def test_alerts_of_the_held_back_days_are_not_told_when_the_missing_reports_are_handed_in(store: Store) -> None:
    await silent_since(store)
    await store.reports(SILENT, date(2026, 4, 1), YESTERDAY)
    await store.play()

    assert await changes(store) == []
    assert await store.told() == []


async def test_a_plan_without_figures_is_not_due_because_an_office_was_heard_of(empty_database: str) -> None:
    store = Store(empty_database)
    await take_up_plans([plan()], store.writing)
    await store.hears_of(SILENT, YESTERDAY)
    [progress] = await store.reading(lambda records: records.progress())

    assert not progress.counted
    await store.database.aclose()


async def test_an_office_that_leaves_the_plan_is_waited_for_no_more(store: Store) -> None:
    await silent_since(store)
    await take_up_plans([plan(2, offices=(SPEAKS,))], store.writing)
    await store.play()

    assert [feed.office for feed in await store.reading(lambda records: records.feed_days(PLAN, YESTERDAY))] == [SPEAKS]


def pace(verdict: Literal["as_calibrated", "slower"], since: date) -> FulfilmentCounted:
    reporting = ReportingPace(verdict=verdict, observed_days=21.0, calibrated_days=14.0, since=since)
    return FulfilmentCounted(plan=PLAN, places=[], cells=[], reporting=reporting)


async def test_operations_hears_once_that_reports_come_later_and_that_this_is_over(store: Store) -> None:
    later, over = pace("slower", date(2026, 5, 4)), pace("as_calibrated", date(2026, 6, 1))
    for message in (pace("as_calibrated", JANUARY), later, later, over, later):
        await store.hear(message)

    assert await store.people_told() == ["Betrieb", "Betrieb"]
    reporting = await store.reading(lambda records: records.reporting(PLAN))
    assert reporting == over.reporting
