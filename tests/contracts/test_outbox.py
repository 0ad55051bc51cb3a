"""What is committed is published, whoever publishes it: replicas look at one outbox."""

from datetime import UTC, datetime

import pytest

from services.monitoring.storage import tables as monitoring
from services.planning.storage import tables as planning
from shared.bus.outbox import Outbox, announce
from shared.events import EventsSettled
from shared.migrate import migrate
from shared.storage import Database, table
from shared.streams import SETTLED
from tests.support.migrating import scripts

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)
TABLES = {
    "planning": (planning.OutboxRow, planning.PublishedRow),
    "monitoring": (monitoring.OutboxRow, monitoring.PublishedRow),
}


@pytest.mark.parametrize("service", TABLES)
async def test_what_another_relay_published_first_is_forgotten_and_nothing_that_came_after_it(
    service: str, empty_database: str
) -> None:
    rows, published = (table(row) for row in TABLES[service])
    migrate(service, empty_database, scripts(service))
    database = Database(empty_database, service)
    slow, quick = (Outbox(database, rows, published, lambda _: None) for _ in range(2))

    async def commit(upto: int) -> None:
        await database.write(announce, rows, SETTLED, [EventsSettled(at=NOW, upto=upto)])

    await commit(1)
    seen = await slow.waiting(10)
    await quick.sent(await quick.waiting(10), {SETTLED.name: "1-0"})
    await commit(2)
    await slow.sent(seen, {SETTLED.name: "1-0"})

    [waits] = await slow.waiting(10)
    assert EventsSettled.model_validate_json(waits.body).upto == 2
    await database.aclose()
