"""What a reader of either database may rely on."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, text

from shared.storage import Database

_COUNT, _ADD = text("SELECT count(*) FROM place"), text("INSERT INTO place VALUES (1)")


@pytest.fixture
async def database(empty_database: str) -> AsyncIterator[Database]:
    database = Database(empty_database, "public")
    await database.write(lambda connection: connection.execute(text("CREATE TABLE place (id integer)")))
    yield database
    await database.aclose()


async def test_reading_sees_one_state_while_somebody_writes(database: Database) -> None:
    looked, written = threading.Event(), threading.Event()

    def look_twice(connection: Connection) -> tuple[int | None, int | None]:
        first = connection.scalar(_COUNT)
        looked.set()
        assert written.wait(30)
        return first, connection.scalar(_COUNT)

    def add(connection: Connection) -> None:
        assert looked.wait(30)
        connection.execute(_ADD)

    async with asyncio.TaskGroup() as group:
        reading = group.create_task(database.read(look_twice))
        await database.write(add)
        written.set()

    assert reading.result() == (0, 0)
    assert await database.read(lambda connection: connection.scalar(_COUNT)) == 1
