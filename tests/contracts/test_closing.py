"""A closed year: its figures stay whatever arrives, and what changes is listed."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select

from services.planning.closing.afterwards import after_closing
from services.planning.closing.answers import ChangedAfterClosing
from services.planning.closing.years import UnknownPlan, YearNotOver
from services.planning.entries.listing import Question, walk
from services.planning.plan.document import PlanRefused
from services.planning.questions import view_of
from services.planning.rebuilding.rebuild import Rebuild
from services.planning.storage import audit
from services.planning.storage.tables import OutboxRow
from services.planning.storage.walk import BEGINNING
from shared.clock import system_clock
from shared.events import FulfilmentCounted
from shared.storage import table
from shared.streams import FULFILMENT
from tests.contracts.test_districts_and_years import ANY_HISTORY, MOMENTS, histories, known_after
from tests.support.districts import DISTRICT, NOW, PLANS, Districts, Event, entry, fold, plan, shown
from tests.support.reference import states_at

CLOSED = "nord-2026"
AT = datetime(2027, 3, 1, 10, 30, tzinfo=UTC)


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Districts]:
    opened = Districts(empty_database)
    await opened.publish_all()
    yield opened
    await opened.database.aclose()


async def boards(books: Districts, now: datetime = NOW) -> list[Any]:
    """Return the closed plan's boards of some days, as known at several moments up to the one of closing."""
    days = (date(2026, 1, 15), date(2026, 6, 30), date(2026, 12, 31))
    moments = ("2026-02-01", "2026-07-01T08:00:00Z", "2027-03-01T10:00:00Z", AT.isoformat())
    found = [await books.ask(day, known, CLOSED, now) for day in days for known in moments]
    return [board.model_dump(exclude={"potential"}) for board in found]


async def changed(books: Districts, limit: int = 1_000) -> list[ChangedAfterClosing]:
    """Return the whole list, *limit* at a time."""
    found: list[ChangedAfterClosing] = []
    after: str | None = ""
    while after is not None:
        page = await books.database.read(_page, books, after, limit)
        found, after = [*found, *page.entries], page.next
    return found


def _page(connection: Connection, books: Districts, after: str, limit: int) -> Any:
    book = books.shelf.book(connection)
    closed = book.newest(CLOSED)
    assert closed
    return after_closing(connection, book, closed, after, limit)


def announced(connection: Connection) -> set[str]:
    outbox = table(OutboxRow)
    bodies = connection.scalars(select(outbox.c.body).where(outbox.c.stream == FULFILMENT.name)).all()
    connection.execute(delete(outbox))
    messages = [FulfilmentCounted.model_validate_json(body) for body in bodies]
    return {message.plan for message in messages if message.cells}


@given(events=histories(), split=st.integers(0, 24), known=MOMENTS)
@ANY_HISTORY
async def test_whatever_arrives_after_closing_no_figure_of_the_year_changes(
    books: Districts, events: list[Event], split: int, known: datetime
) -> None:
    await books.forget_events()
    earlier, later = events[:split], events[split:]
    await books.record(earlier, batch=5)
    before = await boards(books)
    await books.freeze(CLOSED, AT)
    assert await boards(books) == before
    await books.database.write(announced)

    await books.record(later, batch=5)

    assert await boards(books) == before
    assert CLOSED not in await books.database.write(announced)
    end = date(2026, 12, 31)
    assert shown(await books.ask(end, known.isoformat(), CLOSED)) == fold(
        earlier, "nord", 2026, end, min(known_after(known), known_after(AT))
    )
    for district, year in PLANS:
        if (district, year) != ("nord", 2026):
            board = await books.ask(date(year, 12, 31), None, f"{district}-{year}")
            assert shown(board) == fold(events, district, year, date(year, 12, 31), NOW)
    was = {state["entry_id"]: where(state) for state in states_at(earlier, known_after(AT))}
    now = {state["entry_id"]: where(state) for state in states_at(events, NOW)}
    expected = {id_ for id_, state in now.items() if arrived_later(id_, later) and differs(was.get(id_), state)}
    assert {one.entry_id for one in await changed(books)} == expected


Where = tuple[str | None, ...]


def differs(was: Where | None, now: Where) -> bool:
    """Say whether an entry stands in the closed year otherwise than it did, or was not there, or is no more."""
    then = was if was and was[0] == CLOSED else None
    return then != now if then else now[0] == CLOSED


def arrived_later(id_: str, later: list[Event]) -> bool:
    return any(event["data"]["entry_id"] == id_ for event in later)


def where(state: dict[str, Any]) -> Where:
    """Return plan, start, status and sector of a state: where it counts."""
    year, office = state["start_date"][:4], state["office"]
    district = "nord" if office.startswith("N") else "sued"
    counts = state["status"] != "cancelled" and year in {"2026", "2027"}
    sector = {"4": "it", "8": "care"}.get((state["occupation"] or " ")[0], "other")
    return (f"{district}-{year}" if counts else None, state["start_date"], state["status"], sector)


async def test_the_entries_behind_a_closed_figure_are_those_that_it_counted(books: Districts) -> None:
    await books.record([entry(f"E-{n}", start="2026-05-04", known="2026-05-06T08:00:00Z") for n in range(3)])
    await books.freeze(CLOSED, AT)
    # Both say that they were known long before the year was closed.
    early = "2026-06-01T08:00:00Z"
    await books.record(
        [
            entry("E-0", start="2026-05-04", known=early, revision=2, status="cancelled"),
            entry("E-new", start="2026-12-01", known=early),
        ]
    )

    def counted(connection: Connection) -> set[str]:
        book = books.shelf.book(connection)
        view = view_of(book=book, caller=DISTRICT, now=NOW, on=date(2026, 12, 31), known=None, plan=CLOSED)
        steps = walk(connection, book, Question(view, "entries", None, "de"), BEGINNING)
        return {step.line.entry_id for step in steps if step.line and step.line.state == "counted"}

    board = shown(await books.ask(date(2026, 12, 31), None, CLOSED))
    assert await books.database.read(counted) == {"E-0", "E-1", "E-2"}
    assert board["actual", "entries"] == 3


async def test_what_changed_is_listed_entry_by_entry_with_paging(books: Districts) -> None:
    await books.record([entry(f"E-{n}", start="2026-05-04", known="2026-05-06T08:00:00Z") for n in range(5)])
    await books.freeze(CLOSED, AT)
    late = "2027-04-01T08:00:00Z"
    await books.record(
        [
            entry("E-0", start="2026-05-04", known=late, revision=2, status="cancelled"),
            entry("E-1", start="2027-01-11", known=late, revision=2),
            entry("E-2", start="2026-05-04", known=late, revision=2, occupation="82102"),
            entry("E-3", start="2026-05-04", known=late, revision=2, status="cancelled"),
            entry("E-3", start="2026-05-04", known=late, revision=3),
            # Says that it was known long before the year was closed.
            entry("E-new", start="2026-12-01", known="2026-12-02T08:00:00Z"),
        ]
    )

    found = {one.entry_id: one for one in await changed(books, limit=2)}

    assert sorted(found) == ["E-0", "E-1", "E-2", "E-new"]
    assert all(one.before and one.before.plan == CLOSED for id_, one in found.items() if id_ != "E-new")
    assert (found["E-0"].after.plan, found["E-0"].after.series) == (None, [])
    assert found["E-1"].after.plan == "nord-2027"
    assert found["E-2"].before
    assert "sector/it" in found["E-2"].before.series
    assert "sector/care" in found["E-2"].after.series
    assert found["E-new"].before is None
    assert found["E-new"].after.plan == CLOSED
    assert shown(await books.ask(date(2026, 12, 31), plan=CLOSED))["actual", "entries"] == 5


async def test_closing_is_noted_once_and_asks_for_the_year_to_be_over(books: Districts) -> None:
    with pytest.raises(YearNotOver):
        await books.freeze("nord-2027", AT)
    with pytest.raises(UnknownPlan):
        await books.freeze("nobody-2026", AT)

    assert await books.freeze("nord-2027", AT, confirmed=True) == AT
    assert await books.freeze(CLOSED, AT) == AT
    assert await books.freeze(CLOSED, NOW) == AT

    assert len(await books.database.read(audit.acts_on, CLOSED)) == 1


async def test_a_closed_year_takes_up_no_other_version_and_the_same_one_is_harmless(books: Districts) -> None:
    await books.freeze(CLOSED, AT)

    await books.publish_document(plan("nord", 2026))
    with pytest.raises(PlanRefused, match="is frozen"):
        await books.publish_document(plan("nord", 2026, version=2))


async def test_a_rebuild_leaves_a_closed_year_as_it_is(books: Districts, empty_database: str) -> None:
    earlier = [entry(f"E-{n}", start="2026-05-04", known="2026-05-06T08:00:00Z") for n in range(3)]
    later = [
        entry("E-0", start="2026-05-04", known="2026-06-01T08:00:00Z", revision=2, status="cancelled"),
        entry("E-9", start="2028-05-04", known="2027-06-01T08:00:00Z"),
    ]
    await books.record(earlier)
    await books.freeze(CLOSED, AT)
    await books.record(later)
    before, listed = await boards(books), await changed(books)

    new = Rebuild(empty_database, system_clock)
    journal = [json.dumps({**event, "sequence": number}).encode() for number, event in enumerate([*later, *earlier], 1)]
    new.add(journal)
    assert new.switch_over(lambda _: []) == 0
    new.remove()

    assert await boards(books) == before
    assert await changed(books) == listed
    assert shown(await books.ask(date(2026, 12, 31), plan=CLOSED))["actual", "entries"] == 3
