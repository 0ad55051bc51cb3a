"""What released versions left behind is taken over: their tables, figures, verdicts, and what they had accepted."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from services.intake.domain.candidate import Candidate, Outcome
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import EVALUATIONS, reading
from services.monitoring.use_cases import play_due_days, record_fulfilment, take_up_plans
from shared.events import FulfilmentCounted, PlanPublished
from shared.migrate import migrate
from shared.storage import Database
from tests.releases.kept import RELEASED, Release
from tests.support import journal, ledger
from tests.support.migrating import TABLES, columns, differences, one_more, scripts
from tests.support.reference import board, shown

PLAN = "st-ost-2026"
EVENTS = "kurs.customers", "kurs.vouchers", "kurs.entries"
KNOWN = datetime(2026, 2, 17, tzinfo=UTC)
DAYS = (date(2026, 1, 31), date(2026, 2, 16), date(2026, 6, 30))


def taken_over(release: Release, service: str, url: str) -> None:
    """Put back what *release* left behind of *service*, and migrate it."""
    release.restore(service, url)
    assert migrate(service, url, scripts(service))


@RELEASED
@pytest.mark.parametrize("service", TABLES)
def test_the_tables_of_a_release_become_those_of_the_code(
    release: Release, service: str, empty_database: str, tmp_path: Path
) -> None:
    taken_over(release, service, empty_database)
    assert differences(empty_database, service) == []

    migrate(service, empty_database, one_more(service, tmp_path))
    assert "noted" in columns(empty_database, service, "published")


@RELEASED
async def test_the_journal_of_a_release_knows_its_events_and_tells_them_as_it_did(
    release: Release, empty_database: str
) -> None:
    taken_over(release, "intake", empty_database)
    books = journal.Books(empty_database)
    told = events_of(release)

    page = await books.archive.page(0, 1_000)
    outcomes = await books.journal.keep([candidate(event) for event in told])
    records = [await books.archive.find(event["source"], event["id"]) for event in told]
    await books.database.aclose()

    assert [json.loads(body) for body in page.messages] == told
    assert set(outcomes) == {Outcome.DUPLICATE}
    assert {record.fate.state for record in records if record} <= {"applied", "superseded"}
    assert None not in records


def candidate(event: dict[str, Any]) -> Candidate:
    """Return what an office sends again."""
    time, known = (datetime.fromisoformat(event[name]) for name in ("time", "recordedtime"))
    return Candidate(
        event["source"], event["id"], event["type"], time, known, json.dumps(event["data"], separators=(",", ":"))
    )


@RELEASED
async def test_the_figures_of_a_release_are_those_of_its_events_counted_from_the_beginning(
    release: Release, empty_database: str, tmp_path: Path
) -> None:
    taken_over(release, "planning", empty_database)
    books, new = ledger.Books(empty_database), ledger.Books(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    await new.publish()
    await new.record(events_of(release))

    for day in DAYS:
        answer = await books.board(day, KNOWN)
        assert answer == await new.board(day, KNOWN)
        assert shown(answer) == board(events_of(release), day, KNOWN)
    for one in (books, new):
        await one.database.aclose()


@RELEASED
async def test_the_verdicts_of_a_release_are_those_of_its_days_played_from_the_beginning(
    release: Release, empty_database: str, tmp_path: Path
) -> None:
    taken_over(release, "monitoring", empty_database)
    upgraded = Database(empty_database, "monitoring")
    begun = f"sqlite:///{tmp_path / 'begun.sqlite3'}"
    migrate("monitoring", begun, scripts("monitoring"))
    new = Database(begun, "monitoring")
    await take_up_plans([PlanPublished.model_validate(one) for one in release.messages("kurs.plans")], writing(new))
    counted = [FulfilmentCounted.model_validate(one) for one in release.messages("kurs.fulfilment")]
    await record_fulfilment(counted, writing(new))

    for now in (KNOWN, datetime(2026, 3, 10, 8, tzinfo=UTC)):
        for one in (upgraded, new):
            await play_due_days(PLAN, writing(one), lambda now=now: now)  # type: ignore[misc]  # a clock that stands
        assert await judged(upgraded) == await judged(new)
    for one in (upgraded, new):
        await one.aclose()


async def judged(database: Database) -> tuple[int, set[str]]:
    """Return how many evaluations there are, and what became of alerts."""
    changes = await reading(database)(lambda records: records.changes(PLAN))
    evaluations = await database.read(
        lambda connection: connection.scalar(select(func.count()).select_from(EVALUATIONS))
    )
    assert evaluations
    assert changes
    return evaluations, {change.id for change in changes}


def events_of(release: Release) -> list[dict[str, Any]]:
    """Return the events that *release* took, in the order in which it took them."""
    told = [one for one in release.messages(*EVENTS) if "sequence" in one]
    return sorted(told, key=lambda event: int(event["sequence"]))
