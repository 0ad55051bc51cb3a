"""What a monthly file means beside the one before it, in a real database."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from services.intake.domain.candidate import Candidate, Outcome
from services.intake.ports import IdsTaken, JournalFull, Overtaken
from services.intake.reports import FedByEvents, HeldBack, NothingAcceptable, NotYet, UnknownOffice
from services.intake.storage.tables import FiledRow
from shared.storage import table
from tests.support.filing import CODES, NOW, Filing, a_file, a_line, an_ended_line

MANY = [a_line(f"T-{n}") for n in range(1, 31)]


@pytest.fixture
async def filing(empty_database: str) -> AsyncIterator[Filing]:
    opened = Filing(empty_database)
    await opened.learn()
    yield opened
    await opened.aclose()


async def test_each_difference_becomes_the_event_that_it_means(filing: Filing) -> None:
    await filing.say(1, *MANY, an_ended_line("E-1"))
    first = await filing.story()
    assert first == [*(("entry.started", f"T-{n}", 1) for n in range(1, 31)), ("entry.ended", "E-1", 1)]

    ended, corrected, same = an_ended_line("T-1"), a_line("T-2", KldB="83212"), MANY[3:]
    await filing.say(2, ended, corrected, *same, an_ended_line("E-1", Ergebnis="completed"))
    second = (await filing.story())[len(first) :]
    assert second == [
        ("entry.ended", "T-1", 2),
        ("entry.corrected", "T-2", 2),
        ("entry.corrected", "E-1", 2),
        ("entry.cancelled", "T-3", 2),
    ]

    report = await filing.say(3, ended, corrected, a_line("T-3"), *same, an_ended_line("E-1", Ergebnis="completed"))
    assert (await filing.story())[len(first) + len(second) :] == [("entry.corrected", "T-3", 3)]
    assert report.counts == {
        "lines": 31,
        "new": 0,
        "changed": 0,
        "gone": 0,
        "back": 1,
        "unchanged": 30,
        "kept": 0,
        "refused": 0,
    }


async def test_an_event_from_a_file_is_of_its_office_and_was_known_with_the_file(filing: Filing) -> None:
    await filing.say(1, *MANY, known=NOW.replace(year=2026, month=1, day=31))
    await filing.say(2, *MANY[1:], known=NOW.replace(year=2026, month=2, day=28))

    started, cancelled = (await filing.events())[0], (await filing.events())[-1]

    assert (started["source"], started["id"]) == ("urn:office:jc-abi", "file:jc-abi:T-1:1")
    assert started["time"] == started["recordedtime"] == "2026-01-31T12:00:00Z"
    assert list(started["data"])[:3] == ["entry_id", "revision", "status"]
    assert cancelled["id"] == "file:jc-abi:T-1:2"
    assert cancelled["recordedtime"] == "2026-02-28T12:00:00Z"
    assert cancelled["data"] == {**started["data"], "revision": 2, "status": "cancelled"}


async def test_the_last_state_is_cancelled_without_its_end(filing: Filing) -> None:
    await filing.say(1, an_ended_line("T-1"), *MANY[1:])
    await filing.say(1, *MANY[1:])

    cancelled = (await filing.events())[-1]["data"]

    assert (cancelled["status"], cancelled["end_date"], cancelled["outcome"]) == ("cancelled", None, None)


async def test_the_same_file_twice_changes_nothing_and_a_second_one_of_the_month_replaces_it(filing: Filing) -> None:
    await filing.say(1, *MANY)
    again = await filing.say(1, *MANY)
    assert again.counts["unchanged"] == 30
    assert len(await filing.files.receipts(None, 10)) == 1

    second = await filing.say(1, *MANY[1:], a_line("T-31"))

    assert [(change.kind, change.entry_id) for change in second.differences.changes] == [
        ("new", "T-31"),
        ("gone", "T-1"),
    ]


async def test_a_dry_run_tells_the_same_and_keeps_nothing(filing: Filing) -> None:
    await filing.say(1, *MANY)

    tried = await filing.say(2, *MANY[15:], dry_run=True)

    assert tried.reasons == ["cancels-many"]
    assert len(tried.differences.of("gone")) == 15
    assert len(await filing.story()) == 30
    assert len(await filing.files.receipts(None, 10)) == 1


async def test_a_file_is_held_back_until_it_is_confirmed(filing: Filing) -> None:
    with pytest.raises(HeldBack):
        await filing.take(a_file())
    await filing.say(2, *MANY)
    await filing.say(2, *MANY[3:])  # a tenth, and no more
    for month, lines, why in ((2, MANY[6:], ["cancels-many"]), (2, [], ["empty", "cancels-many"])):
        with pytest.raises(HeldBack) as held:
            await filing.say(month, *lines)
        assert held.value.report.reasons == why
    with pytest.raises(HeldBack) as held:
        await filing.say(1, *MANY[3:])
    assert held.value.report.reasons == ["earlier-month"]
    assert len(await filing.story()) == 33

    await filing.say(2, confirm=True)
    assert len(await filing.story()) == 60
    assert [receipt.confirmed for receipt in await filing.files.receipts("JC-ABI", 10)] == [True, False, False]
    assert (await filing.say(2)).counts["lines"] == 0  # the same file again was confirmed before


async def test_an_earlier_months_file_says_nothing_of_what_began_later(filing: Filing) -> None:
    later = a_line("L-1", Beginn="16.02.2026")
    await filing.say(2, *MANY, later)

    report = await filing.say(1, *MANY, confirm=True)

    assert not report.differences.changes


async def test_each_year_is_compared_with_its_own_files(filing: Filing) -> None:
    await filing.learn(CODES, replace(CODES, plan="q", year=2027))
    moving = a_line("M-1", Beginn="28.12.2026", Ende_geplant="")
    await filing.say(12, *MANY, moving)

    next_year = a_line("M-1", Beginn="04.01.2027", Ende_geplant="")
    first = await filing.take(a_file(next_year), 1, year=2027)
    final = await filing.say(12, *MANY)

    assert [(change.kind, change.type, change.revision) for change in first.differences.changes] == [
        ("new", "entry.started", 2)
    ]
    assert not final.differences.changes, "next year's file has spoken of it since: it has moved and is not gone"
    assert final.differences.known == 30


async def test_an_entry_whose_line_is_refused_stays_as_it_was(filing: Filing) -> None:
    await filing.say(1, *MANY)

    report = await filing.say(2, a_line("T-1", Beginn="soon"), *MANY[2:])

    assert [(fault.line, fault.column, fault.name) for fault in report.sheet.faults] == [(2, "Beginn", "invalid-date")]
    assert report.differences.kept == ["T-1"]
    assert (await filing.story())[30:] == [("entry.cancelled", "T-2", 2)]


async def test_nothing_is_cancelled_while_it_cannot_be_read_whom_a_refused_line_is_about(filing: Filing) -> None:
    await filing.say(1, *MANY)

    report = await filing.say(2, a_line("T 1"), *MANY[2:], a_line("T-31"))

    assert report.differences.kept == ["T-1", "T-2"]
    assert (await filing.story())[30:] == [("entry.started", "T-31", 1)]


async def test_a_file_of_refused_lines_only_is_not_taken(filing: Filing) -> None:
    with pytest.raises(NothingAcceptable):
        await filing.say(1, a_line(Beginn="soon"))
    assert not await filing.files.receipts(None, 10)


async def test_it_is_said_what_no_file_can_be_taken_for(filing: Filing) -> None:
    with pytest.raises(UnknownOffice):
        await filing.say(1, a_line(), office="JC-NOWHERE")
    with pytest.raises(FedByEvents):
        await filing.say(1, a_line(), office="JC-WB")
    with pytest.raises(NotYet):
        await filing.say(3, a_line(), known=NOW.replace(year=2026, month=2))
    with pytest.raises(NotYet):
        await filing.say(3, a_line(), known=NOW.replace(year=2028))


async def test_a_full_journal_keeps_nothing_of_a_file(empty_database: str) -> None:
    filing = Filing(empty_database, limit=2_500)
    await filing.learn()
    large = [a_line(f"T-{n}") for n in range(3_000)]

    with pytest.raises(JournalFull):
        await filing.say(1, *large)

    filed = select(func.count()).select_from(table(FiledRow))
    assert await filing.books.database.read(lambda connection: connection.scalar(filed)) == 0
    assert not await filing.story()
    assert not await filing.files.receipts(None, 10)
    await filing.say(1, *large[:2_400])
    assert [event["sequence"] for event in await filing.events()] == list(range(1, 2_401))
    await filing.aclose()


async def test_an_id_that_was_used_before_keeps_nothing_of_a_file(filing: Filing) -> None:
    clash = Candidate("urn:office:jc-abi", "file:jc-abi:T-7:1", "entry.started", NOW, NOW, "{}")
    assert await filing.books.journal.keep([clash]) == [Outcome.ACCEPTED]

    with pytest.raises(IdsTaken):
        await filing.say(1, *MANY)

    assert not await filing.files.receipts(None, 10)


async def test_of_two_replicas_with_a_file_one_is_overtaken(filing: Filing, empty_database: str) -> None:
    replica = Filing(empty_database)
    await filing.say(1, *MANY)

    outcomes = await asyncio.gather(
        filing.say(2, *MANY, a_line("T-31")),
        replica.say(2, *MANY, a_line("T-32")),
        filing.books.accept("1", "2"),
        return_exceptions=True,
    )
    await replica.aclose()

    overtaken = [outcome for outcome in outcomes if isinstance(outcome, Overtaken)]
    events = await filing.events()
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    receipts = await filing.files.receipts(None, 10)
    assert len(receipts) == 3 - len(overtaken)
    assert sorted(receipt.number for receipt in receipts) == list(range(1, len(receipts) + 1))
