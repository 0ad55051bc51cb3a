"""The newest states of all entries, alike ones counted together by the database: as far as counting looks at them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Select, Text, bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB

from services.planning.domain.entry import Entry
from services.planning.storage.tables import EntityRow, RevisionRow
from shared.rows import built_once
from shared.storage import table

_ENTITY, _REVISION = table(EntityRow), table(RevisionRow)
_FIELDS = {
    "status": "status",
    "start_date": "start_date",
    "own_sector": "sector",
    "occupation": "occupation",
    "funding": "funding",
    "regime": "customer_regime",
    "employed": "employed",
    "office": "office",
    "form": "form",
    "delivery": "delivery",
    "hours": "hours",
}
"""What counting looks at, and its name in the stored state."""

_AT_ONCE = 50_000
"""Entities to a statement: what it holds and how long it takes stay bounded."""


def newest_states(connection: Connection, known: int) -> Iterator[tuple[Entry, int]]:
    """Yield what was the newest state of entries before that instant (microseconds), and of how many of them."""
    for state, n in _states(connection, known, tuple(_FIELDS.values())):
        yield _entry(dict(zip(_FIELDS, state, strict=True))), n


def newest_states_by_course(connection: Connection, known: int) -> Iterator[tuple[Entry, str | None, int]]:
    """Yield the same, apart by the course (the measure's number) in which they are."""
    for (*state, course), n in _states(connection, known, (*_FIELDS.values(), "measure")):
        yield _entry(dict(zip(_FIELDS, state, strict=True))), course, n


def _states(connection: Connection, known: int, names: tuple[str, ...]) -> Iterator[tuple[list[Any], int]]:
    last = connection.scalar(select(func.max(_ENTITY.c.id))) or 0
    for first in range(0, last, _AT_ONCE):
        given = {"first": first, "last": first + _AT_ONCE, "known": known}
        for state, n in connection.execute(_counting(connection, names), given):
            yield orjson.loads(state), n


def _entry(state: dict[str, Any]) -> Entry:
    return Entry(**state | {"start_date": date.fromisoformat(state["start_date"])})


@built_once
def _counting(connection: Connection, names: tuple[str, ...]) -> Select[str, int]:
    later = _REVISION.alias("later")
    newer = select(later.c.entity).where(
        later.c.entity == _REVISION.c.entity,
        later.c.revision > _REVISION.c.revision,
        later.c.known < bindparam("known"),
    )
    state = _fields(connection, names).label("state")
    return (
        select(state, func.count())
        .join(_ENTITY, _ENTITY.c.id == _REVISION.c.entity)
        .where(_ENTITY.c.kind == "entry", _REVISION.c.entity > bindparam("first"))
        .where(_REVISION.c.entity <= bindparam("last"), _REVISION.c.known < bindparam("known"), ~newer.exists())
        .group_by(state)
    )


def _fields(connection: Connection, names: tuple[str, ...]) -> ColumnElement[str]:
    """Return fields of a state as one JSON array: SQLite would read the whole text again for each of them."""
    if connection.dialect.name == "sqlite":
        paths: list[ColumnElement[str]] = [literal_column(f"'$.{name}'") for name in names]
        return func.json_extract(_REVISION.c.data, *paths, type_=Text)
    whole = cast(_REVISION.c.data, JSONB)
    return cast(func.jsonb_build_array(*(whole[name] for name in names)), Text)
