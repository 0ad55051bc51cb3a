"""How the databases look for what a board needs: by an index, never through all of what grows."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Table, event, extract, func, select, text

from services.planning.board.board import View, entries_of, potential_of
from services.planning.storage.tables import PotentialRow, StandingMonthRow, StandingPotentialRow, StandingRow
from services.planning.storage.walk import BEGINNING, entities_after, known_of
from shared.storage import table
from tests.support.ledger import Books

TODAY = datetime(2026, 12, 30, 12, tzinfo=UTC)
LATER = datetime(2027, 8, 20, tzinfo=UTC)
STANDING, MONTHS, POTENTIAL, HELD = (
    table(row) for row in (StandingRow, StandingMonthRow, PotentialRow, StandingPotentialRow)
)
GROWS = {"revision", "other_arrival", "movement", "potential", "standing", "entity"}
"""Tables with more rows the more events there are."""


@pytest.fixture
async def books(recorded_books: Books) -> Books:
    await recorded_books.database.write(_learn_sizes)
    return recorded_books


def _learn_sizes(connection: Connection) -> None:
    # PostgreSQL does so by itself in the long run; SQLite never does, and must do without.
    if _is_pg(connection):
        connection.execute(text("ANALYZE"))


def _is_pg(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def scanned(connection: Connection, work: Callable[[], Any]) -> set[str]:
    """Return the tables that *work* reads from end to end, as the database plans it."""
    statements: list[tuple[str, Any]] = []

    def note(_: Connection, __: Any, statement: str, given: Any, *___: Any) -> None:
        statements.append((statement, given))

    event.listen(connection, "before_cursor_execute", note)
    work()
    event.remove(connection, "before_cursor_execute", note)
    selects = [(statement, given) for statement, given in statements if statement.startswith("SELECT")]
    return {table for statement, given in selects for table in _scans(connection, statement, given)}


def _scans(connection: Connection, statement: str, given: Any) -> set[str]:
    if _is_pg(connection):
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # small tables are read whole whatever there is
        lines = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given)]
        return set(re.findall(r"Seq Scan on (\w+)", "\n".join(lines)))
    lines = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
    return set(re.findall(r"SCAN (\w+)", "\n".join(lines)))


async def test_todays_board_reads_nothing_that_grows_from_end_to_end(books: Books) -> None:
    def look(connection: Connection) -> set[str]:
        book = books.shelf.book(connection)
        view = View(book.versions[0], date(2026, 12, 29), TODAY, TODAY)

        def read() -> None:
            entries_of(connection, book, view, months=False)
            entries_of(connection, book, view, months=True)
            potential_of(connection, book, view)

        return scanned(connection, read)

    assert not await books.database.read(look) & GROWS


async def test_todays_board_touches_no_movement_however_many_there_are(books: Books) -> None:
    def look(connection: Connection) -> int:
        book = books.shelf.book(connection)
        return entries_of(connection, book, View(book.versions[0], date(2026, 12, 29), LATER, LATER)).effort[
            "movements"
        ]

    assert await books.database.read(look) == 0


async def test_what_became_known_since_yesterday_is_found_by_its_index(books: Books) -> None:
    def look(connection: Connection) -> tuple[set[str], int]:
        book = books.shelf.book(connection)
        view = View(
            book.versions[0],
            date(2026, 10, 14),
            datetime(2026, 10, 14, 10, tzinfo=UTC),
            datetime(2026, 10, 15, 10, tzinfo=UTC),
        )
        tables = scanned(connection, lambda: entries_of(connection, book, view))
        return tables, entries_of(connection, book, view).effort["entities"]

    tables, folded = await books.database.read(look)
    assert not tables & GROWS
    assert folded


async def test_a_walk_reads_a_page_of_entities_and_their_revisions(books: Books) -> None:
    def look(connection: Connection) -> set[str]:
        def read() -> None:
            some = entities_after(connection, "entry", BEGINNING, 50)
            known_of(connection, (number for number, _ in some), 2**60)

        return scanned(connection, read)

    assert not await books.database.read(look) & GROWS


async def test_the_counters_by_month_are_those_by_day_added_up(books: Books) -> None:
    def both(connection: Connection) -> list[tuple[set[Any], set[Any]]]:
        month = extract("month", STANDING.c.start)
        cell = [HELD.c[name] for name in ("place", "since", "until")]
        return [
            (
                _sums(connection, STANDING, STANDING.c.place, month),
                _sums(connection, MONTHS, MONTHS.c.place, MONTHS.c.month),
            ),
            (
                _sums(connection, POTENTIAL, *(POTENTIAL.c[column.name] for column in cell)),
                _sums(connection, HELD, *cell),
            ),
        ]

    for added_up, kept in await books.database.read(both):
        assert added_up
        assert added_up == kept


def _sums(connection: Connection, source: Table, *cell: Any) -> set[Any]:
    entries = func.sum(source.c.entries)
    return set(map(tuple, connection.execute(select(*cell, entries).group_by(*cell).having(entries != 0))))
