"""Read models built anew from the journal are the read models, whatever had happened to them."""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, select, update

from services.planning.rebuilding.rebuild import Rebuild
from services.planning.storage.calibrations import calibrations_of
from services.planning.storage.tables import EntityRow, MarkRow, MovementRow, OutboxRow, RevisionRow, StandingRow
from shared.clock import system_clock
from shared.events import FulfilmentCounted
from shared.storage import table
from shared.streams import FULFILMENT
from tests.support.ledger import LONG_AFTER, Books
from tests.support.reference import sample_events

DAYS = [date(2026, 3, 31), date(2026, 10, 14), date(2026, 12, 31)]
PAGE = 1_000


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Books]:
    opened = Books(empty_database)
    await opened.publish()
    yield opened
    await opened.database.aclose()


def accepted() -> list[dict[str, Any]]:
    return list({(event["source"], event["id"]): event for event in reversed(sample_events())}.values())[::-1]


def journal() -> list[bytes]:
    events = enumerate(accepted(), 1)
    return [json.dumps({**event, "version": 1, "sequence": number}).encode() for number, event in events]


def pages_after(sequence: int) -> Iterator[Sequence[bytes]]:
    rest = journal()[sequence:]
    yield from (rest[first : first + PAGE] for first in range(0, len(rest), PAGE))


def rebuild(url: str, built_beside: int) -> int:
    """Build beside the running books up to a sequence, the rest while they wait; return how many counts differed."""
    new = Rebuild(url, system_clock)
    for page in pages_after(0):
        if new.sequence < built_beside:
            new.add(page)
    different = new.switch_over(pages_after)
    new.remove()
    return different


async def boards(books: Books) -> list[Any]:
    then = datetime(2026, 6, 30, 10, tzinfo=UTC)
    return [await books.board(day, known) for day in DAYS for known in (LONG_AFTER, then)]


async def test_the_board_before_and_after_is_identical(recorded_books: Books, recorded_database: str) -> None:
    books = recorded_books
    before = await boards(books)
    calibrated = await books.database.read(calibrations_of, "st-ost-2026")

    assert rebuild(recorded_database, built_beside=3_000) == 0

    assert await boards(books) == before
    assert await books.database.read(calibrations_of, "st-ost-2026") == calibrated != []
    assert (await books.record(sample_events()))["repeated"] == len(sample_events())
    assert await boards(books) == before


async def test_broken_counters_and_lost_revisions_come_right_and_the_others_are_told(
    recorded_books: Books, recorded_database: str
) -> None:
    books = recorded_books
    before = await boards(books)
    await books.database.write(_break)
    broken = await books.database.read(_cells)
    assert await boards(books) != before

    assert rebuild(recorded_database, 3_000) > 0

    assert await boards(books) == before
    assert await books.database.read(_told)
    for cell, (entries, change) in (await books.database.read(_cells)).items():
        assert (entries != broken[cell][0]) == (change > broken[cell][1])


async def test_books_put_back_to_an_older_state_are_made_whole_and_settled(books: Books, empty_database: str) -> None:
    await books.record(accepted()[:1_000])

    rebuild(empty_database, 2_000)

    settled = await books.database.read(
        lambda connection: connection.scalar(
            select(table(MarkRow).c.sequence).where(table(MarkRow).c.name == "settled")
        )
    )
    assert settled == len(accepted())
    assert (await books.record(accepted()))["repeated"] == len(accepted())


def _cells(connection: Connection) -> dict[tuple[Any, ...], tuple[int, int]]:
    return {tuple(row[:3]): (row[3], row[4]) for row in connection.execute(select(table(MovementRow)))}


def _break(connection: Connection) -> None:
    movement, revision = table(MovementRow), table(RevisionRow)
    connection.execute(update(movement).where(movement.c.place == 1).values(entries=movement.c.entries + 1))
    connection.execute(update(table(StandingRow)).values(entries=7))
    connection.execute(delete(revision).where(revision.c.entity % 5 == 0))
    connection.execute(delete(table(OutboxRow)))
    assert connection.scalar(select(func.count()).select_from(table(EntityRow)))


def _told(connection: Connection) -> int:
    outbox = table(OutboxRow)
    bodies = connection.scalars(select(outbox.c.body).where(outbox.c.stream == FULFILMENT.name))
    return sum(len(FulfilmentCounted.model_validate_json(body).cells) for body in bodies)
