"""The canary in intake's journal: one at a time, behind what waits, and in nobody's way."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from services.intake.storage.canaries import EVERY, SqlCanaries
from services.intake.storage.journal import ACCEPTED
from services.intake.storage.tables import MarkRow
from shared.events import CanarySent
from shared.storage import table
from shared.streams import ENTRIES
from tests.support.journal import Books


class Yard:
    """A journal and what puts canaries into it."""

    def __init__(self, url: str) -> None:
        """Open the journal at *url*."""
        self.books = Books(url)
        self.canaries = SqlCanaries(self.books.database, lambda: self.books.wall)

    def pass_(self, time: timedelta) -> None:
        """Let time pass."""
        self.books.wall += time

    async def waiting(self) -> list[CanarySent]:
        """Return the canaries that wait for publication."""
        found = await self.books.backlog.waiting(1_000)
        return [CanarySent.model_validate_json(one.body) for one in found if one.number < 0]


@pytest.fixture
async def yard(empty_database: str) -> AsyncIterator[Yard]:
    yard = Yard(empty_database)
    yield yard
    await yard.books.database.aclose()


async def test_a_canary_is_sent_at_once_and_then_every_five_minutes(yard: Yard) -> None:
    sent = []
    for _ in range(16):
        if await yard.canaries.put():
            sent.append(yard.books.wall)
            await yard.books.publish()
        yard.pass_(timedelta(minutes=1))

    assert [later - earlier for earlier, later in pairwise(sent)] == [EVERY] * 3
    assert await yard.canaries.sent_at() == sent[-1]


async def test_several_replicas_send_one_canary_in_all(yard: Yard, empty_database: str) -> None:
    replica = Yard(empty_database)
    answers = await asyncio.gather(*(one.canaries.put() for one in (yard, replica) * 5))
    await replica.books.database.aclose()

    assert sum(answers) == 1
    assert len(await yard.waiting()) == 1


async def test_it_goes_to_the_entries_behind_everything_that_waits(yard: Yard) -> None:
    await yard.canaries.put()
    await yard.books.accept("1", "2", "3")

    assert [one.number > 0 for one in await yard.books.backlog.waiting(3)] == [True] * 3
    *_, canary = await yard.books.backlog.waiting(10)
    assert (canary.number, canary.stream) == (-1, ENTRIES.name)


async def test_one_that_waits_keeps_its_age_while_redis_is_away(yard: Yard) -> None:
    began = yard.books.wall
    await yard.canaries.put()
    yard.pass_(timedelta(hours=2))

    assert not await yard.canaries.put()
    assert [one.at for one in await yard.waiting()] == [began]


@pytest.mark.parametrize("time", [timedelta(hours=-1), timedelta(days=-1), timedelta(days=31), timedelta(days=-31)])
async def test_a_clock_that_is_moved_stops_no_canary(yard: Yard, time: timedelta) -> None:
    await yard.canaries.put()
    await yard.books.publish()
    yard.pass_(time)

    assert await yard.canaries.put()


async def test_it_has_no_place_in_the_journal_and_is_no_backlog(yard: Yard) -> None:
    await yard.books.accept("1")
    for _ in range(300):
        await yard.canaries.put()
        await yard.books.publish()
        yard.pass_(EVERY)

    counts = await yard.books.database.read(
        lambda connection: [
            connection.scalar(select(func.count()).select_from(one)) for one in (ACCEPTED, table(MarkRow))
        ]
    )
    assert counts == [1, 6]
    assert (await yard.books.archive.page(0, 10)).newest == 1
    assert (await yard.books.backlog.depth(), await yard.books.backlog.unsettled()) == (0, 1)


async def test_what_fell_back_behind_a_canary_is_published_again(yard: Yard) -> None:
    await yard.books.accept("1", "2")
    await yard.books.publish(limit=2)
    await yard.canaries.put()
    on_their_way = await yard.books.backlog.waiting(10)
    await yard.books.backlog.start_again()
    await yard.books.backlog.sent(on_their_way, {ENTRIES.name: "3-0"})

    assert await yard.books.publish() == [1, 2]
    assert await yard.books.waiting() == []


async def test_the_newest_one_is_sent_again_when_redis_has_lost_it(yard: Yard) -> None:
    await yard.books.backlog.start_again()
    assert await yard.waiting() == []
    for _ in range(2):
        await yard.canaries.put()
        await yard.books.publish()
        yard.pass_(EVERY)
    await yard.books.backlog.start_again()

    assert [one.at for one in await yard.waiting()] == [yard.books.wall - EVERY]
    await yard.books.publish()
    assert await yard.canaries.put()
