"""Places as numbers: what grows with the events is keyed by them."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from services.planning.storage.tables import PlaceRow
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import insert_into, table

PLACE = table(PlaceRow)
_KEY = [PLACE.c[name] for name in ("owner", "kind", "names")]

Named = tuple[str, str, tuple[str, ...]]
"""The plan or office to which a place belongs, its kind, and the names that are counted together."""


def numbers_of(connection: Connection, places: Iterable[Named]) -> dict[Named, int]:
    """Return the number of each place; new ones get theirs."""
    wanted = sorted({(owner, kind, json.dumps(names)) for owner, kind, names in places})
    known = _find(connection, wanted)
    if missing := [place for place in wanted if place not in known]:
        # Two writers may meet here on PostgreSQL: what the other one added is found by looking again.
        connection.execute(_adding(connection), parameters(missing))
        known |= _find(connection, missing)
    return {(owner, kind, _names(names)): number for (owner, kind, names), number in known.items()}


def _find(connection: Connection, places: list[tuple[str, str, str]]) -> dict[tuple[str, str, str], int]:
    rows = connection.execute(_finding(connection), parameters(places))
    return {(owner, kind, names): number for number, owner, kind, names in rows}


@built_once
def _adding(connection: Connection) -> Any:  # noqa: ANN401 - an insert of either dialect
    given = rows_as_table(connection, _KEY)
    return insert_into(connection, PLACE).from_select([column.name for column in _KEY], given).on_conflict_do_nothing()


@built_once
def _finding(connection: Connection) -> Select[Any]:
    given = rows_as_table(connection, _KEY).subquery()
    same = (PLACE.c.owner == given.c.owner) & (PLACE.c.kind == given.c.kind) & (PLACE.c.names == given.c.names)
    return select(PLACE.c.id, *_KEY).join(given, same)


def places_behind(
    connection: Connection, numbers: Iterable[int], owners: Iterable[str], *kinds: str
) -> dict[int, Named]:
    """Return places, at least those of *numbers*, which all belong to *owners*; each connection reads them once.

    A number stands for the same place for ever, so what a connection has seen committed stays true.
    """
    known: dict[int, Named] = connection.info.setdefault("places", {})
    if any(number not in known for number in numbers):
        known.update(places_of(connection, owners, *kinds))
    return known


def places_of(connection: Connection, owners: Iterable[str], *kinds: str) -> dict[int, Named]:
    """Return the places of *owners*."""
    rows = connection.execute(_owned(connection), {"owners": list(owners), "kinds": kinds})
    return {number: (owner, kind, _names(names)) for number, owner, kind, names in rows}


@built_once
def _owned(_: Connection) -> Select[Any]:
    owned = PLACE.c.owner.in_(bindparam("owners", expanding=True))
    return select(PLACE.c.id, *_KEY).where(owned, PLACE.c.kind.in_(bindparam("kinds", expanding=True)))


@lru_cache(maxsize=50_000)
def _names(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
