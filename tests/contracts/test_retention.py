"""What was told long ago is forgotten, and nothing that waits or is still told."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, func, insert, select

from services.monitoring.forgetting import Forgetting
from services.monitoring.notify.message import NeverTaken, NotTaken
from services.monitoring.storage import outgoing
from services.monitoring.storage.mapping import change_row
from services.monitoring.storage.notifications import NOTICES, NOTIFICATIONS
from services.monitoring.storage.retention import AT_ONCE, KEPT, forget
from services.monitoring.storage.tables import AnnouncedRow
from shared.events import Person
from shared.storage import table
from tests.support.telling import LEADER, START, Office, change, several

ANNOUNCED = table(AnnouncedRow)


@pytest.fixture
async def office(empty_database: str) -> AsyncIterator[Office]:
    office = Office(empty_database, Person(name="Leitung", mail=LEADER, series=("*",)))
    await office.open()
    yield office
    await office.database.aclose()


async def forget_all(office: Office) -> int:
    total = 0
    while number := await office.database.write(forget, office.clock()):
        total += number
    return total


async def rows(office: Office) -> tuple[int, int]:
    """Return how many notifications and notices there are."""

    def counted(connection: Connection) -> tuple[int, int]:
        numbers = [connection.scalar(select(func.count()).select_from(one)) or 0 for one in (NOTIFICATIONS, NOTICES)]
        return numbers[0], numbers[1]

    return await office.database.read(counted)


async def test_what_was_sent_is_kept_for_four_hundred_days(office: Office) -> None:
    await office.tell(*several(3))
    await office.send()
    office.clock.now = START + KEPT
    assert await forget_all(office) == 0

    office.clock.pass_(seconds=1)
    assert await forget_all(office) == 6
    assert await rows(office) == (0, 0)


async def test_what_failed_for_good_goes_with_it(office: Office) -> None:
    office.mail.refusal = NeverTaken("smtp-550")
    await office.tell(change())
    await office.send()
    assert await office.states() == ["failed"]
    office.clock.pass_(days=601)

    await forget_all(office)
    assert await rows(office) == (0, 0)


async def test_what_waits_is_never_forgotten(office: Office) -> None:
    office.mail.refusal = NotTaken("away")
    await office.tell(change())
    await office.send()
    await office.tell(change(series="employees"))
    office.clock.pass_(days=5_000)

    assert await forget_all(office) == 0
    assert await rows(office) == (2, 2)


async def test_a_digest_that_waits_keeps_what_it_tells(office: Office) -> None:
    await office.tell(*several(60))
    office.mail.refusal = NotTaken("away")
    await office.send()
    office.clock.pass_(days=601)
    assert await forget_all(office) == 0

    office.mail.refusal = None
    await office.send()
    assert office.mail.taken[0].text.count("\n* ") == 60
    assert await forget_all(office) == 60 + 60 + 1
    assert await rows(office) == (0, 0)


async def test_much_is_forgotten_in_small_steps(office: Office) -> None:
    await office.tell(*several(1_200))
    await office.send()
    office.clock.pass_(days=601)

    assert await office.database.write(forget, office.clock()) <= 2 * AT_ONCE
    await forget_all(office)
    assert await rows(office) == (0, 0)


async def test_what_was_told_of_alerts_stays_for_two_years_after_their_plans_year(office: Office) -> None:
    row = change_row(change())
    await office.database.write(lambda connection: connection.execute(insert(ANNOUNCED).values(row)))
    for year, left in ((2028, 1), (2029, 0)):
        office.clock.now = START.replace(year=year, month=1, day=2)
        await forget_all(office)
        found = await office.database.read(
            lambda connection: connection.scalar(select(func.count()).select_from(ANNOUNCED))
        )
        assert found == left


async def test_what_is_replayed_is_told_all_the_same(office: Office) -> None:
    await office.tell(change())
    await office.send()
    office.clock.pass_(days=601)
    ids = [row.id for row in await office.database.read(outgoing.listed, None, 10)]
    await office.database.write(outgoing.replay, ids, office.clock())
    await forget_all(office)
    await office.send()

    assert [one.id for one in office.mail.taken] == ids * 2


async def test_it_is_done_in_the_background(office: Office) -> None:
    await office.tell(*several(3))
    await office.send()
    office.clock.pass_(days=601)
    async with Forgetting(office.database, office.clock).running(), asyncio.timeout(20):
        while await rows(office) != (0, 0):  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.02)
