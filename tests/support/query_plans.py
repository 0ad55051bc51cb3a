"""Which tables a database reads from end to end for what the services ask it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, event, text

from tests.support.migrating import opened

_ON_SQLITE = re.compile(r"SCAN (\w+)")
_NODE = re.compile(r"(?P<kind>Seq|Index Only|Index) Scan (?:Backward )?(?:using \w+ )?on (?P<table>\w+)")
_READS = ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")


class Asked(NamedTuple):
    """A statement and the parameters of its first execution."""

    statement: str
    given: Any


@contextmanager
def asked() -> Iterator[list[Asked]]:
    """Yield the list of what any database is asked for within a ``with`` block."""
    statements: dict[str, Asked] = {}
    found: list[Asked] = []

    def note(_: Connection, __: Any, statement: str, given: Any, ___: Any, many: Any) -> None:
        if statement not in statements and statement.lstrip().startswith(_READS):
            statements[statement] = Asked(statement, given[0] if many else given)
            found.append(statements[statement])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def read_whole(url: str, service: str, statements: Iterable[Asked]) -> dict[str, str]:
    """Return the tables that the database at *url* reads from end to end, each with a statement that does."""
    engine = opened(url, service)
    with engine.connect() as connection:
        if not url.startswith("sqlite"):
            # It reads small tables whole whatever there is: it is asked whether it could do otherwise.
            for way in ("seqscan", "hashjoin", "mergejoin"):
                connection.execute(text(f"SET enable_{way} = off"))
        found = {table: one.statement for one in statements for table in _whole(connection, one.statement, one.given)}
    engine.dispose()
    return found


def _whole(connection: Connection, statement: str, given: Any) -> set[str]:
    if connection.dialect.name == "sqlite":
        steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
        found = {table for step in steps for table in _ON_SQLITE.findall(step)}
    else:
        steps = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given)]
        found = set(_without_condition(steps))
    return set() if _ends_early(statement, steps) else found


def _ends_early(statement: str, steps: list[str]) -> bool:
    """Say whether rows come in the order of an index, and only the first few are read."""
    sorts = any("TEMP B-TREE" in step or "Sort" in step for step in steps)
    return "ORDER BY" in statement and "LIMIT" in statement and not sorts


def _without_condition(lines: list[str]) -> Iterator[str]:
    """Yield the tables that are read without looking anything up: a whole index is as long as its table."""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if (node := _NODE.search(line)) and "Index Cond" not in after:
            yield node["table"]
