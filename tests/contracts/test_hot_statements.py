"""What the services ask their databases for all the time is found by an index, however much there is."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from random import Random

import pytest

from services.monitoring.storage.leasing import anything_due
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import reading
from services.monitoring.storage.retention import forget
from services.monitoring.use_cases import due_plans, play_due_days, record_fulfilment
from services.planning.storage.settlement import settle
from services.planning.storage.tables import OutboxRow, PublishedRow
from shared.bus.outbox import Outbox
from shared.events import Person, Verdict
from shared.storage import table
from tests.support import journal, ledger
from tests.support.query_plans import asked, read_whole
from tests.support.reference import sample_events
from tests.support.sample_year import PLAN, sample_fulfilment
from tests.support.telling import LEADER, Office, several

INTAKE = {"accepted", "verdict", "refusal", "filed", "import"}
PLANNING = {"revision", "other_arrival", "entity", "movement", "potential", "standing", "standing_potential"}
PLANNING |= {"standing_month", "verdict", "dead_letter", "audit", "nowhere", "after_closing"}
MONITORING = {"cell", "planned_cell", "evaluation", "feed_day", "alert_change", "announced", "deed"}
MONITORING |= {"notification", "notice"}
"""Tables with more rows the longer a service runs; an outbox only holds what waits, and when
offices were heard of is a row a day, read for a plan once a day."""


async def test_intake_finds_what_it_is_asked_for_all_the_time(empty_database: str) -> None:
    books = journal.Books(empty_database)
    await books.accept(*(f"e-{n}" for n in range(300)))
    await books.publish()
    await books.settling.take([journal.a_report(1, 200)])

    with asked() as statements:
        await books.accept("e-7", "new")
        await books.publish()
        await books.fate("e-7")
        await books.backlog.unsettled()
        await books.backlog.oldest_unsettled()
        await books.backlog.publish_unsettled_again()
        await books.settling.take([journal.a_report(2, 250, Verdict(sequence=240, result="superseded", reason=None))])
        await books.archive.page(100, 50)
    await books.database.aclose()

    assert len(statements) > 10
    assert _slow(read_whole(empty_database, "intake", statements), INTAKE) == {}


async def test_planning_finds_what_a_batch_touches(empty_database: str) -> None:
    books = ledger.Books(empty_database)
    await books.publish()
    events = sample_events()
    await books.record(events[:1_500])
    outbox = Outbox(books.database, table(OutboxRow), table(PublishedRow), lambda _: None)

    with asked() as statements:
        # Again, corrected, new: whatever may be in a batch.
        await books.record(Random(1).sample(events[:1_500], 100) + events[1_500:1_700])  # noqa: S311 - repeatable
        await books.database.write(settle)
        messages = await outbox.waiting(100)
        await outbox.sent(messages, {message.stream: "1-0" for message in messages})
        await outbox.depth()
    await books.database.aclose()

    assert len(statements) > 10
    assert _slow(read_whole(empty_database, "planning", statements), PLANNING) == {}


@pytest.fixture
async def office(empty_database: str) -> AsyncIterator[Office]:
    office = Office(empty_database, Person(name="Leitung", mail=LEADER, series=("*",)))
    await office.open()
    await record_fulfilment([sample_fulfilment()], writing(office.database))
    await play_due_days(PLAN, writing(office.database), lambda: datetime(2026, 10, 5, 8, tzinfo=UTC))
    await office.tell(*several(20))
    await office.send()
    yield office
    await office.database.aclose()


async def test_monitoring_finds_what_a_tick_a_figure_and_a_mail_need(office: Office, empty_database: str) -> None:
    with asked() as statements:
        await reading(office.database)(due_plans, date(2026, 10, 6))
        await play_due_days(PLAN, writing(office.database), lambda: datetime(2026, 10, 6, 8, tzinfo=UTC))
        await record_fulfilment([sample_fulfilment()], writing(office.database))
        await office.database.read(anything_due, office.clock())
        await office.send()

    assert len(statements) > 20
    assert _slow(read_whole(empty_database, "monitoring", statements), MONITORING) == {}


async def test_what_nobody_tells_any_more_is_found_without_reading_what_was_told(
    office: Office, empty_database: str
) -> None:
    with asked() as statements:
        await office.database.write(forget, office.clock())

    assert "notification" not in read_whole(empty_database, "monitoring", statements)


def _slow(found: dict[str, str], grows: set[str]) -> dict[str, str]:
    return {table: statement for table, statement in found.items() if table in grows}
