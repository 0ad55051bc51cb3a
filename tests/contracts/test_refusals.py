"""The log of refusals in a real database: bounded, and nobody waits for it."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from services.intake.ports import JournalAway, NotedRefusal
from services.intake.refusal_log import RefusalLog
from services.intake.storage.refusals import KEPT_OF_AN_OFFICE, SqlRefusals
from tests.support.journal import MOMENT, Books


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Books]:
    opened = Books(empty_database)
    yield opened
    await opened.database.aclose()


def a_refusal(pointer: str = "/time", office: str | None = "JC-ABI", days_ago: int = 0) -> NotedRefusal:
    return NotedRefusal(office, MOMENT - timedelta(days=days_ago), "entry.started", "invalid-date", pointer)


async def test_what_was_noted_is_found_page_by_page_by_its_office(books: Books) -> None:
    log = SqlRefusals(books.database, lambda: MOMENT)
    await log.keep([a_refusal("/a"), a_refusal("/b", "JC-WB"), a_refusal("/c"), a_refusal("/d", None)])

    first = await log.page("JC-ABI", 0, 1)
    second = await log.page("JC-ABI", first[0][0], 10)

    assert [refusal for _, refusal in [*first, *second]] == [a_refusal("/a"), a_refusal("/c")]
    assert [refusal.pointer for _, refusal in await log.page(None, 0, 10)] == ["/a", "/b", "/c", "/d"]


async def test_of_each_office_the_newest_are_kept_for_a_month(books: Books) -> None:
    log = SqlRefusals(books.database, lambda: MOMENT)
    await log.keep([a_refusal("/old", "JC-WB", 31), a_refusal("/young", "JC-WB", 29)])
    await log.keep([a_refusal(f"/{n}") for n in range(KEPT_OF_AN_OFFICE)])
    await log.keep([a_refusal("/newest")])

    kept = await log.page("JC-ABI", 0, 2 * KEPT_OF_AN_OFFICE)

    assert len(kept) == KEPT_OF_AN_OFFICE
    assert (kept[0][1].pointer, kept[-1][1].pointer) == ("/1", "/newest")
    assert [refusal.pointer for _, refusal in await log.page("JC-WB", 0, 10)] == ["/young"]


async def test_a_database_that_is_away_or_at_fault_is_nobodys_trouble() -> None:
    written: list[NotedRefusal] = []
    faults: list[Exception] = [JournalAway(), ValueError()]

    async def keep(refusals: Sequence[NotedRefusal]) -> None:
        if faults:
            raise faults.pop(0)
        written.extend(refusals)

    log = RefusalLog(keep)
    log.note([a_refusal("/1")])
    await log.write()
    log.note([a_refusal("/2")])
    await log.write()  # the fault is of these two: they are given up
    log.note([a_refusal("/3")])
    await log.write()

    assert written == [a_refusal("/3")]


async def test_while_the_database_is_away_only_so_many_wait() -> None:
    async def away(_: Sequence[NotedRefusal]) -> None:
        raise JournalAway

    log = RefusalLog(away)
    for _ in range(30):
        log.note([a_refusal()] * 1_000)
        await log.write()

    assert log.waiting == 10_000
