"""What every database must do for intake's journal: keep in order, without gaps, each event once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from services.intake.domain.candidate import Outcome
from services.intake.domain.known import Known, PlanCodes
from services.intake.ports import JournalAway, JournalFull
from services.intake.storage.archive import SqlArchive
from services.intake.storage.journal import ACCEPTED, SqlJournal
from services.intake.storage.plans import SqlPlans
from shared.clock import micros, system_clock
from shared.storage import Database
from tests.support.journal import MOMENT, Books, a_candidate


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Books]:
    """Return an empty journal."""
    opened = Books(empty_database)
    yield opened
    await opened.database.aclose()


async def sequences(database: Database) -> list[int]:
    ordered = select(ACCEPTED.c.sequence).order_by(ACCEPTED.c.sequence)
    return await database.read(lambda connection: list(connection.scalars(ordered)))


async def test_what_was_accepted_is_kept_as_it_is_published(books: Books) -> None:
    first, second = a_candidate("1"), a_candidate("2", '{"a":1,"ü":"\\u0000 and 😀"}')

    assert await books.journal.keep([first, second]) == [Outcome.ACCEPTED, Outcome.ACCEPTED]

    rows = await books.database.read(lambda connection: connection.execute(select(ACCEPTED)).all())
    assert [(row.sequence, row.body) for row in rows] == [(1, first.message(1)), (2, second.message(2))]
    assert {row.accepted_at for row in rows} == {micros(MOMENT)}
    assert [message.body for message in await books.backlog.waiting(2)] == [
        first.message(1).encode(),
        second.message(2).encode(),
    ]


async def test_an_event_is_accepted_once_however_often_it_is_sent(books: Books) -> None:
    answers = [await books.accept("1", "1") for _ in range(2)]

    assert answers == [[Outcome.ACCEPTED, Outcome.DUPLICATE], [Outcome.DUPLICATE, Outcome.DUPLICATE]]
    assert await books.backlog.depth() == 1


async def test_an_id_is_never_used_for_other_data(books: Books) -> None:
    await books.accept("1")

    answer = await books.journal.keep([a_candidate("1", '{"a":1}'), a_candidate("2")])

    assert answer == [Outcome.ID_REUSED, Outcome.ACCEPTED]


async def test_looking_keeps_nothing(books: Books) -> None:
    await books.accept("1")

    outcomes = await books.archive.compare(
        [a_candidate("1"), a_candidate("1", "[]"), a_candidate("2"), a_candidate("2")]
    )

    assert outcomes == [Outcome.DUPLICATE, Outcome.ID_REUSED, Outcome.ACCEPTED, Outcome.DUPLICATE]
    assert await books.backlog.depth() == 1


async def test_sequences_have_no_gaps_whoever_writes_at_the_same_time(books: Books, empty_database: str) -> None:
    replica = Books(empty_database)
    journals = [books.journal, replica.journal]
    requests = [
        journals[n % 2].keep([a_candidate(f"{n}"), a_candidate(f"{n // 2}-shared"), a_candidate(f"{n}-more")])
        for n in range(40)
    ]

    outcomes = [outcome for answer in await asyncio.gather(*requests) for outcome in answer]
    await replica.database.aclose()

    assert await sequences(books.database) == list(range(1, 101))
    assert (outcomes.count(Outcome.ACCEPTED), outcomes.count(Outcome.DUPLICATE)) == (100, 20)


async def test_a_request_of_the_largest_size_fits(books: Books) -> None:
    everything = [a_candidate(f"{n}") for n in range(4_000)]

    assert set(await books.journal.keep(everything)) == {Outcome.ACCEPTED}
    assert set(await books.journal.keep(everything)) == {Outcome.DUPLICATE}


async def test_a_full_journal_keeps_nothing_half_and_knows_what_it_has(empty_database: str) -> None:
    books = Books(empty_database, limit=3)
    await books.accept("1", "2")

    with pytest.raises(JournalFull):
        await books.accept("3", "4")
    assert await sequences(books.database) == [1, 2]
    assert await books.accept("1") == [Outcome.DUPLICATE]
    assert await books.accept("3") == [Outcome.ACCEPTED]
    with pytest.raises(JournalFull):
        await books.accept("4")
    await books.publish()
    assert await books.accept("4") == [Outcome.ACCEPTED]
    await books.database.aclose()


async def test_pages_hold_the_messages_in_their_order(books: Books) -> None:
    await books.accept("1", "2", "3")

    page = await books.archive.page(after=1, limit=1)

    assert (page.messages, page.newest) == ([a_candidate("2").message(2)], 3)
    assert (await books.archive.page(after=3, limit=5)).messages == []


async def test_the_newest_version_of_each_plan_is_remembered(books: Books) -> None:
    plans = SqlPlans(books.database)
    assert await plans.known() is None

    await plans.remember([codes("p", 2, "B"), codes("q", 1, "C")])
    await plans.remember([codes("p", 1, "A")])
    assert await plans.known() == known("B", "C")

    await plans.remember([codes("p", 3, "D")])
    assert await plans.known() == known("D", "C")
    assert await plans.count() == 2


async def test_a_plan_that_another_replica_took_up_is_known_too(books: Books) -> None:
    await SqlPlans(books.database).remember([codes("p", 1, "A")])

    assert await SqlPlans(books.database).known() == known("A")


async def test_how_an_office_sends_is_remembered_by_its_plans_year(books: Books) -> None:
    plans = SqlPlans(books.database)
    offices = frozenset({"A", "B"})
    await plans.remember([PlanCodes("p", 1, 2026, offices, frozenset(), frozenset({"A"}))])
    await plans.remember([PlanCodes("q", 1, 2027, offices, frozenset())])

    known = await plans.known()

    assert known
    assert [(office, year) for office in "AB" for year in (2026, 2027, 2028) if known.fed_by_files(office, year)] == [
        ("A", 2026),
        ("A", 2028),
    ]


def known(*offices: str) -> Known:
    return Known.of([codes(office, 1, office) for office in offices])


def codes(plan: str, version: int, office: str) -> PlanCodes:
    return PlanCodes(plan, version, 2026, frozenset({office}), frozenset({office.lower()}))


async def test_a_database_that_cannot_answer_is_said_to_be_away(tmp_path: Path) -> None:
    nowhere = Database(f"sqlite:///{tmp_path / 'without-tables.sqlite3'}", "intake")
    archive = SqlArchive(nowhere)

    for question in (
        SqlJournal(nowhere, system_clock, 1).keep([a_candidate("1")]),
        archive.compare([a_candidate("1")]),
        archive.find("urn:office:jc-abi", "1"),
        archive.page(0, 1),
        SqlPlans(nowhere).known(),
    ):
        with pytest.raises(JournalAway):
            await question
    await nowhere.aclose()
