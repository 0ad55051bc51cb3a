"""What every database must do for the way from acceptance to settlement: nothing is passed over, whatever gets lost."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from services.intake.domain.fate import Fate
from shared.clock import micros
from shared.events import Verdict
from shared.streams import CUSTOMERS, ENTRIES, VOUCHERS
from tests.support.journal import MOMENT, SOURCE, Books, a_candidate, a_report


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Books]:
    """Return an empty journal."""
    opened = Books(empty_database)
    yield opened
    await opened.database.aclose()


async def test_what_is_not_published_waits_in_order_for_its_stream(books: Books) -> None:
    types = ["entry.started", "voucher.issued", "customer.closed", "entry.corrected"]
    await books.journal.keep([a_candidate(event_type, event_type=event_type) for event_type in types])

    waiting = await books.backlog.waiting(limit=3)

    assert [(message.number, message.stream) for message in waiting] == [
        (1, ENTRIES.name),
        (2, VOUCHERS.name),
        (3, CUSTOMERS.name),
    ]
    await books.backlog.sent(waiting, {ENTRIES.name: "5-1", VOUCHERS.name: "5-2"})
    await books.backlog.sent(await books.backlog.waiting(limit=3), {ENTRIES.name: "6-1"})
    assert await books.backlog.depth() == 0
    assert await books.backlog.positions() == {ENTRIES.name: "6-1", VOUCHERS.name: "5-2"}


async def test_the_mark_of_what_was_published_never_moves_back_by_publishing(books: Books) -> None:
    await books.accept("1", "2")
    waiting = await books.backlog.waiting(limit=2)

    for messages in (waiting, waiting[:1]):
        await books.backlog.sent(messages, {ENTRIES.name: "1-0"})

    assert await books.waiting() == []


async def test_what_fell_back_while_later_messages_were_on_their_way_is_published_again(books: Books) -> None:
    await books.accept("1", "2", "3")
    await books.publish(limit=2)
    on_their_way = await books.backlog.waiting(limit=1)

    await books.backlog.start_again()
    await books.backlog.sent(on_their_way, {ENTRIES.name: "3-0"})

    assert await books.waiting() == [1, 2, 3]


async def test_when_the_streams_are_lost_everything_that_is_not_settled_waits_again(books: Books) -> None:
    await books.accept("1", "2", "3")
    await books.publish()
    await books.settling.take([a_report(1, upto=2)])

    await books.backlog.start_again()

    assert await books.waiting() == [3]
    assert await books.backlog.positions() == {}


async def test_settled_before_the_relay_could_note_it_is_not_published_again(books: Books) -> None:
    await books.accept("1", "2", "3")
    await books.publish(limit=1)
    await books.settling.take([a_report(1, upto=2)])

    await books.backlog.start_again()

    assert await books.waiting() == [2, 3]


async def test_reports_may_be_repeated_and_come_in_any_order(books: Books) -> None:
    await books.accept("1", "2", "3")
    await books.publish()
    reports = [a_report(3, upto=3), a_report(1, upto=1), a_report(2, upto=2)]

    for report in [*reports, *reports]:
        await books.settling.take([report])

    assert await books.backlog.unsettled() == 0
    assert await books.waiting() == []


async def test_nothing_beyond_what_was_accepted_can_be_settled(books: Books) -> None:
    await books.accept("1")

    await books.settling.take([a_report(1, upto=7)])
    await books.accept("2")

    assert await books.backlog.unsettled() == 1


async def test_when_plannings_books_were_put_back_everything_since_then_is_published_again(books: Books) -> None:
    await books.accept("1", "2", "3", "4")
    await books.publish()
    await books.settling.take([a_report(1, 4, Verdict(sequence=1, result="superseded"), aside(3))])

    await books.settling.take([a_report(9, upto=2)])

    assert await books.waiting() == [3, 4]
    assert await books.backlog.unsettled() == 2
    assert [await books.fate(name) for name in "13"] == [Fate("superseded"), Fate("accepted")]


async def test_a_verdict_from_before_the_books_were_put_back_does_not_come_back(books: Books) -> None:
    await books.accept("1", "2")
    await books.settling.take([a_report(1, upto=2)])
    await books.settling.take([a_report(9, upto=1)])

    await books.settling.take([a_report(1, 2, aside(2), aside(1))])

    assert [await books.fate(name) for name in "12"] == [Fate("set_aside", "why"), Fate("accepted")]


def aside(sequence: int) -> Verdict:
    return Verdict(sequence=sequence, result="set_aside", reason="why")


async def test_the_latest_verdict_on_an_event_holds_whenever_it_comes(books: Books) -> None:
    await books.accept("1", "2", "3")
    reports = [
        a_report(1, 3, aside(1), Verdict(sequence=2, result="conflict"), Verdict(sequence=3, result="superseded")),
        a_report(2, 3, Verdict(sequence=1, result="applied"), Verdict(sequence=2, result="applied")),
        a_report(3, 3, Verdict(sequence=2, result="conflict")),
    ]

    for order in (reports, reports[::-1]):
        for report in order:
            await books.settling.take([report])
        expected = [Fate("applied"), Fate("set_aside", "conflict"), Fate("superseded")]
        assert [await books.fate(name) for name in "123"] == expected


async def test_an_event_is_accepted_then_published_then_applied(books: Books) -> None:
    assert await books.fate("1") is None
    states = []
    for step in (books.accept("1"), books.publish(), books.settling.take([a_report(1, upto=1)])):
        await step
        states.append(await books.fate("1"))

    assert states == [Fate("accepted"), Fate("published"), Fate("applied")]
    assert await books.archive.find("urn:office:jc-wb", "1") is None
    record = await books.archive.find(SOURCE, "1")
    assert record is not None
    assert (record.sequence, record.message) == (1, a_candidate("1").message(1))


async def test_the_oldest_unsettled_event_is_known_by_the_time_of_its_acceptance(books: Books) -> None:
    assert await books.backlog.oldest_unsettled() is None
    await books.accept("1")
    books.wall = MOMENT + timedelta(minutes=1)
    await books.accept("2")

    assert await books.backlog.oldest_unsettled() == micros(MOMENT)
    await books.settling.take([a_report(1, upto=1)])
    assert await books.backlog.oldest_unsettled() == micros(books.wall)
