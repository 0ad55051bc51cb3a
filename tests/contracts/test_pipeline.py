"""What planning announces of entries that have not begun, as monitoring keeps it; on a real database."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import date

import pytest
import yaml
from sqlalchemy import delete, select

from services.kurs.plan_file import read_plan_file
from services.monitoring.domain.pipeline import Pipeline
from services.monitoring.storage.pipelines import announced_by_day
from services.monitoring.use_cases import record_fulfilment
from services.planning.publication import fulfilment_events
from services.planning.rebuilding.restoring import announce_everything
from services.planning.storage.counters import movements_of
from services.planning.storage.tables import OutboxRow
from services.planning.use_cases import publish_plan
from shared.events import FulfilmentCounted
from shared.storage import table
from shared.streams import FULFILMENT
from tests.support.evaluating import Store, a_cell
from tests.support.ledger import LONG_AFTER, PLAN_2026, Books
from tests.support.plan_texts import read
from tests.support.reference import board, end_of_day, sample_events, truth
from tests.support.sample_year import PLAN

DAYS = [date.fromisoformat(day) for day in truth()["as_known_then"]] + [date(2026, 10, 14), date(2026, 3, 8)]
_OUTBOX = table(OutboxRow)


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Books]:
    opened = Books(empty_database)
    await opened.publish()
    yield opened
    await opened.database.aclose()


@pytest.fixture
def store(another: Store) -> Store:
    return another


async def published(books: Books) -> list[FulfilmentCounted]:
    """Take what planning has published since the last time."""
    found = select(_OUTBOX.c.body).where(_OUTBOX.c.stream == FULFILMENT.name).order_by(_OUTBOX.c.id)
    bodies = await books.database.read(lambda connection: connection.scalars(found).all())
    await books.database.write(lambda connection: connection.execute(delete(_OUTBOX)))
    return [FulfilmentCounted.model_validate_json(body) for body in bodies]


async def pipelines(store: Store, day: date) -> dict[str, Pipeline]:
    return await store.reading(lambda records: dict(records.pipelines(PLAN, day)))


async def as_on_the_board(store: Store, days: Sequence[date] = DAYS) -> None:
    for day in days:
        counts = board(sample_events(), day, end_of_day(day))
        for series, one in (await pipelines(store, day)).items():
            if series == "online":
                continue
            expected = (counts["announced", series], counts["overdue", series])
            assert (one.announced, one.overdue) == expected, (day, series)


async def test_what_is_announced_in_the_sample_year_is_what_the_board_shows(
    recorded_books: Books, store: Store
) -> None:
    await record_fulfilment(await published(recorded_books), store.writing)

    await as_on_the_board(store)
    for day, expected in truth()["as_known_then"].items():
        whole = (await pipelines(store, date.fromisoformat(day)))["entries"]
        assert (whole.announced, whole.overdue) == (expected["announced"], expected["overdue"])
    shown = {one["id"]: one for one in (await recorded_books.board(DAYS[-1], end_of_day(DAYS[-1])))["series"]}
    found = await pipelines(store, DAYS[-1])
    assert {id_: (one.announced, one.overdue) for id_, one in found.items()} == {
        id_: (shown[id_]["announced"], shown[id_]["overdue"]) for id_ in found
    }


async def test_days_of_what_is_announced_add_up_to_all_of_it(recorded_books: Books, store: Store) -> None:
    await record_fulfilment(await published(recorded_books), store.writing)

    for day in DAYS:
        for series, one in (await pipelines(store, day)).items():
            days = await store.database.read(announced_by_day, PLAN, series, day, day)
            assert sum(days.values()) == one.announced, (day, series)
            assert all(start > day for start in days)
    offices = [one for one in await pipelines(store, DAYS[-1]) if one.startswith("office/")]
    when = (date(2026, 10, 14), date(2026, 10, 14))
    crossed = [await store.database.read(announced_by_day, PLAN, f"sector/health/{one}", *when) for one in offices]
    health = await store.database.read(announced_by_day, PLAN, "sector/health", *when)
    assert sum(crossed, Counter()) == health
    assert health


async def test_order_repetition_a_new_version_and_a_restoration_leave_it_right(books: Books, store: Store) -> None:
    events = sample_events()
    await books.record(events[:3_000])
    messages = await published(books)
    online = {"id": "online", "title": {"de": "Online"}, "within": "entries", "counts": {"delivery": "online"}}
    newer = yaml.safe_load(read_plan_file(PLAN_2026)) | {"version": 2, "reason": "one more series"}
    newer["targets"].append(online)
    await books.database.write(publish_plan, books.shelf, read(newer), 2)
    await books.record(events[3_000:])
    await books.database.write(announce_everything, books.shelf, lambda: LONG_AFTER)
    messages += await published(books)
    random.Random(41).shuffle(messages)  # noqa: S311 - not for secrets
    for message in (*messages, *messages[:9]):
        await record_fulfilment([message], store.writing)

    await as_on_the_board(store)


async def test_messages_stay_small_and_hold_every_cell_once(recorded_books: Books) -> None:
    changed = await recorded_books.database.read(movements_of, PLAN)
    messages = list(fulfilment_events(changed, {}))

    assert max(len(one.cells) + len(one.announced) for one in messages) <= 2_000
    assert sum(len(one.cells) + len(one.announced) for one in messages) == len(changed)
    assert any(one.announced for one in messages)


async def test_an_announced_entry_changes_nothing_that_is_judged(store: Store) -> None:
    await store.count(a_cell())
    before = await store.progress()
    planned = a_cell(known=date(2026, 3, 1), start=date(2026, 11, 1))
    message = FulfilmentCounted(plan=PLAN, places=[["entries"]], cells=[], announced=[planned])
    await record_fulfilment([message], store.writing)

    assert await store.progress() == before
    assert await store.counts(start=date(2026, 12, 31)) == {"entries": 5}
    assert [cell.entries for cell in await store.cells()] == [5]
    assert await store.reading(lambda records: records.last_known(PLAN, date(2026, 3, 31))) is None
    assert await pipelines(store, date(2026, 10, 14)) == {"entries": Pipeline(announced=5, soon=5)}
    assert await pipelines(store, date(2026, 11, 1)) == {"entries": Pipeline(overdue=5)}
    assert await pipelines(store, date(2026, 2, 28)) == {}
