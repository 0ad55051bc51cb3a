"""What every database must do for intake's journal: keep in order, without gaps, each event once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, select

from services import intake
from services.intake.domain.candidate import Candidate, Outcome
from services.intake.domain.known import Known, PlanCodes
from services.intake.ports import JournalAway
from services.intake.storage.journal import ACCEPTED, SqlJournal
from services.intake.storage.plans import SqlPlans
from services.intake.storage.tables import IntakeTable
from shared.clock import micros
from shared.migrate import migrate
from shared.storage import Database
from shared.streams import CUSTOMERS, ENTRIES, VOUCHERS

MIGRATIONS = Path(intake.__file__).parent / "migrations"
MOMENT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database with intake's tables."""
    url = {"sqlite": f"sqlite:///{tmp_path / 'intake.sqlite3'}"}[request.param]
    migrate("intake", url, MIGRATIONS)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Return the database, open."""
    opened = Database(database_url, "intake")
    yield opened
    await opened.aclose()


def a_candidate(event_id: str, data: bytes = b"{}", event_type: str = "entry.started") -> Candidate:
    return Candidate("urn:office:jc-abi", event_id, event_type, MOMENT, MOMENT, data)


async def test_what_was_accepted_is_kept_as_it_is_published(database: Database) -> None:
    journal = SqlJournal(database)
    first, second = a_candidate("1"), a_candidate("2", b'{"a":1}')

    assert await journal.keep([first, second]) == [Outcome.ACCEPTED, Outcome.ACCEPTED]

    async with database.read() as connection:
        rows = (await connection.execute(select(ACCEPTED).order_by(ACCEPTED.c.sequence))).all()
    assert [(row.sequence, row.id, row.body) for row in rows] == [
        (1, "1", first.message(1)),
        (2, "2", second.message(2)),
    ]
    assert {row.recorded for row in rows} == {micros(MOMENT)}


async def test_an_event_is_accepted_once_however_often_it_is_sent(database: Database) -> None:
    journal = SqlJournal(database)

    answers = [await journal.keep([a_candidate("1"), a_candidate("1")]) for _ in range(2)]

    assert answers == [[Outcome.ACCEPTED, Outcome.DUPLICATE], [Outcome.DUPLICATE, Outcome.DUPLICATE]]
    assert await journal.depth() == 1


async def test_an_id_is_never_used_for_other_data(database: Database) -> None:
    journal = SqlJournal(database)
    await journal.keep([a_candidate("1")])

    assert await journal.keep([a_candidate("1", b'{"a":1}'), a_candidate("2")]) == [
        Outcome.ID_REUSED,
        Outcome.ACCEPTED,
    ]


async def test_looking_keeps_nothing(database: Database) -> None:
    journal = SqlJournal(database)
    await journal.keep([a_candidate("1")])

    outcomes = await journal.compare([a_candidate("1"), a_candidate("1", b"[]"), a_candidate("2"), a_candidate("2")])

    assert outcomes == [Outcome.DUPLICATE, Outcome.ID_REUSED, Outcome.ACCEPTED, Outcome.DUPLICATE]
    assert await journal.depth() == 1


async def test_sequences_have_no_gaps_whoever_writes_at_the_same_time(database: Database, database_url: str) -> None:
    replica = Database(database_url, "intake")
    journals = [SqlJournal(database), SqlJournal(replica)]
    requests = [
        journals[n % 2].keep([a_candidate(f"{n}"), a_candidate(f"{n // 2}-shared"), a_candidate(f"{n}-more")])
        for n in range(12)
    ]

    outcomes = [outcome for answer in await asyncio.gather(*requests) for outcome in answer]
    await replica.aclose()

    async with database.read() as connection:
        sequences = (await connection.scalars(select(ACCEPTED.c.sequence).order_by(ACCEPTED.c.sequence))).all()
    assert list(sequences) == list(range(1, 31))
    assert (outcomes.count(Outcome.ACCEPTED), outcomes.count(Outcome.DUPLICATE)) == (30, 6)


async def test_a_request_of_the_largest_size_fits(database: Database) -> None:
    journal = SqlJournal(database)
    everything = [a_candidate(f"{n}") for n in range(4_000)]

    assert set(await journal.keep(everything)) == {Outcome.ACCEPTED}
    assert set(await journal.keep(everything)) == {Outcome.DUPLICATE}


async def test_what_is_not_published_waits_in_order_for_its_stream(database: Database) -> None:
    journal = SqlJournal(database)
    types = ["entry.started", "voucher.issued", "customer.closed", "entry.corrected"]
    await journal.keep([a_candidate(event_type, event_type=event_type) for event_type in types])

    waiting = await journal.waiting(limit=3)

    assert [(message.number, message.stream) for message in waiting] == [
        (1, ENTRIES.name),
        (2, VOUCHERS.name),
        (3, CUSTOMERS.name),
    ]
    await journal.sent(waiting)
    assert [message.number for message in await journal.waiting(limit=3)] == [4]
    assert await journal.depth() == 1


async def test_the_mark_of_what_was_published_never_moves_back(database: Database) -> None:
    journal = SqlJournal(database)
    await journal.keep([a_candidate("1"), a_candidate("2")])
    waiting = await journal.waiting(limit=2)

    await journal.sent(waiting)
    await journal.sent(waiting[:1])

    assert await journal.waiting(limit=2) == []


async def test_the_newest_version_of_each_plan_is_remembered(database: Database) -> None:
    plans = SqlPlans(database)
    assert await plans.known() is None

    await plans.remember([codes("p", 2, "B"), codes("q", 1, "C")])
    await plans.remember([codes("p", 1, "A")])
    assert await plans.known() == Known(frozenset({"B", "C"}), frozenset({"other", "b", "c"}))

    await plans.remember([codes("p", 3, "D")])
    assert await plans.known() == Known(frozenset({"D", "C"}), frozenset({"other", "d", "c"}))
    assert await plans.count() == 2


async def test_a_plan_that_another_replica_took_up_is_known_too(database: Database) -> None:
    await SqlPlans(database).remember([codes("p", 1, "A")])

    assert await SqlPlans(database).known() == Known(frozenset({"A"}), frozenset({"other", "a"}))


def codes(plan: str, version: int, office: str) -> PlanCodes:
    return PlanCodes(plan, version, frozenset({office}), frozenset({office.lower()}))


async def test_a_database_that_cannot_answer_is_said_to_be_away(tmp_path: Path) -> None:
    nowhere = Database(f"sqlite:///{tmp_path / 'without-tables.sqlite3'}", "intake")

    with pytest.raises(JournalAway):
        await SqlJournal(nowhere).keep([a_candidate("1")])
    with pytest.raises(JournalAway):
        await SqlJournal(nowhere).compare([a_candidate("1")])
    with pytest.raises(JournalAway):
        await SqlPlans(nowhere).known()
    await nowhere.aclose()


def test_the_migrations_build_the_tables_that_the_code_uses(database_url: str) -> None:
    engine = create_engine(database_url)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), IntakeTable.metadata))

    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()
