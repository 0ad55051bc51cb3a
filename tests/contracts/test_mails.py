"""Mails of the sample year as managers get them: from counted cells to the text, word for word."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.monitoring.domain.alerts import Kind, Turn
from services.monitoring.notify.message import Message
from services.monitoring.ports import Records
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import reading
from services.monitoring.use_cases import play_due_days, record_fulfilment
from shared.events import Cell, FulfilmentCounted, Person
from tests.support.sample_year import PLAN, sample_fulfilment
from tests.support.telling import Office

MAILS = Path(__file__).parents[1] / "data" / "mails"
LANGUAGES = ("de", "en")
CAUGHT_UP = date(2026, 10, 12)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    people = [
        Person(name=language, mail=f"{language}@example.org", language=language, series=("*",))
        for language in LANGUAGES
    ]
    office = Office(f"sqlite:///{tmp_path / 'mails.sqlite3'}", *people)
    await office.open()
    await record_fulfilment([sample_fulfilment()], writing(office.database))
    yield office
    await office.database.aclose()


async def mails_of(office: Office, day: date) -> list[Message]:
    """Return what is told once *day* is over."""
    next_day = datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=9)
    await play_due_days(PLAN, writing(office.database), lambda: next_day)
    await office.send()
    return office.mail.taken


async def catch_up(office: Office) -> list[Message]:
    """Let as many entries begin as were missing, and return what is told until the total's warning is resolved."""
    await mails_of(office, date(2026, 10, 5))
    places = [["entries", f"sector/{sector}", "office/JC-WB"] for sector in ("health", "energy_metal", "security")]
    cells = [Cell(place, CAUGHT_UP, CAUGHT_UP, entries, 99) for place, entries in enumerate((50, 25, 10))]
    await record_fulfilment([FulfilmentCounted(plan=PLAN, places=places, cells=cells)], writing(office.database))
    day = CAUGHT_UP
    while not await reading(office.database)(_is_resolved):
        day += timedelta(days=1)
        told = await mails_of(office, day)
    return told


def _is_resolved(records: Records) -> bool:
    ended = ("entries", Kind.PACE, Turn.RESOLVED)
    return any((one.series, one.kind, one.turn) == ended for one in records.changes(PLAN))


def assert_as_written(name: str, mails: list[Message], subjects: dict[str, str]) -> None:
    for language in LANGUAGES:
        [mail] = [
            one for one in mails if one.recipient.startswith(language) and one.subject.startswith(subjects[language])
        ]
        assert f"Subject: {mail.subject}\n\n{mail.text}" == (MAILS / f"{name}.{language}.txt").read_text()
        assert max(map(len, mail.text.splitlines())) <= 76


async def test_a_warning_of_the_total(office: Office) -> None:
    mails = await mails_of(office, date(2026, 10, 5))

    assert_as_written("warning", mails, {"de": "Warnung – Eintritte", "en": "Warning – Entries"})
    assert_as_written("target-at-risk", mails, {"de": "Ziel gefährdet – E", "en": "Target at risk – E"})


async def test_a_sector_becomes_critical(office: Office) -> None:
    mails = await mails_of(office, date(2026, 10, 9))

    assert_as_written("critical", mails, {"de": "Kritisch – Sozial", "en": "Critical – Sozial"})


async def test_the_totals_warning_is_resolved_after_the_missing_entries_began(office: Office) -> None:
    mails = await catch_up(office)

    assert_as_written(
        "resolved", mails, {"de": "Behoben – Eintritte SGB III (W", "en": "Resolved – Entries under SGB III (W"}
    )


async def test_webhooks_get_the_same_as_numbers(office: Office) -> None:
    [mail] = [one for one in await mails_of(office, date(2026, 10, 5)) if one.subject.startswith("Warnung – E")]
    makeup: list[dict[str, Any]] = mail.data["makeup"]

    assert [one["by"] for one in makeup] == ["sector", "office"]
    assert sum(part["gap"] for part in makeup[0]["parts"]) == -83
    assert sum(part["known"] for part in makeup[1]["parts"]) == mail.data["known"]
    assert mail.data["pipeline"].keys() == {"announced", "next_28_days", "overdue", "missing"}
