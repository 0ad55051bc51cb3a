"""Of which offices planning says that something arrived."""

from pathlib import Path

import orjson
import yaml
from sqlalchemy import select

from services.kurs.plan_file import read_plan_file
from services.planning.storage.tables import OutboxRow
from shared.storage import table
from shared.streams import FULFILMENT
from tests.support.filing import FED_BY_FILES, with_fed_by_files, without_its_entries
from tests.support.ledger import PLAN_2026, Books
from tests.support.reference import sample_events

_OUTBOX = table(OutboxRow)


async def heard(books: Books) -> set[str]:
    """Return the offices that planning has told of."""
    bodies = select(_OUTBOX.c.body).where(_OUTBOX.c.stream == FULFILMENT.name)
    found = await books.database.read(lambda connection: connection.scalars(bodies).all())
    return {office for body in found for office in orjson.loads(body)["heard"]}


async def test_of_an_office_that_sends_files_only_entries_are_heard(empty_database: str, tmp_path: Path) -> None:
    books = Books(empty_database)
    plan = tmp_path / "plan.yaml"
    plan.write_text(yaml.safe_dump(with_fed_by_files(yaml.safe_load(read_plan_file(PLAN_2026)))))
    await books.publish(plan)
    events = sample_events()[:600]
    await books.record(without_its_entries(events))
    assert {event["data"]["office"] for event in events} - await heard(books) == {FED_BY_FILES}

    await books.record(events)
    assert FED_BY_FILES in await heard(books)
    await books.database.aclose()
