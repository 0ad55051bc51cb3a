"""Entries for whose office and year there is no plan."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from services.planning.storage.tables import EntityRow, NowhereRow
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import insert_into, table

_NOWHERE, _ENTITY = table(NowhereRow), table(EntityRow)
_ROW = [_NOWHERE.c.entity, _NOWHERE.c.office]


class Nowhere(NamedTuple):
    """An entry that counts nowhere, by its number and its name at its source."""

    entity: int
    source: str
    key: str


def put(connection: Connection, offices: Mapping[int, str]) -> None:
    """List entities, each with its office."""
    if offices:
        connection.execute(_putting(connection), parameters(sorted(offices.items())))


@built_once
def _putting(connection: Connection) -> Any:  # noqa: ANN401 - an insert of either dialect
    given = rows_as_table(connection, _ROW)
    new = insert_into(connection, _NOWHERE).from_select([one.name for one in _ROW], given)
    return new.on_conflict_do_update(index_elements=["entity"], set_={"office": new.excluded.office})


def take_off(connection: Connection, entities: Iterable[int]) -> None:
    """Strike entities off the list."""
    if found := sorted(entities):
        connection.execute(_taking_off(connection), parameters([(one,) for one in found]))


@built_once
def _taking_off(connection: Connection) -> Any:  # noqa: ANN401 - a delete
    given = rows_as_table(connection, [_NOWHERE.c.entity]).subquery()
    return delete(_NOWHERE).where(_NOWHERE.c.entity.in_(select(given.c.entity)))


def listed(connection: Connection, office: str | None, after: int, limit: int) -> list[Nowhere]:
    """Return the next entries of the list after an entity's number; of one office, or of all."""
    mine = [] if office is None else [_NOWHERE.c.office == office]
    statement = (
        select(_NOWHERE.c.entity, _ENTITY.c.source, _ENTITY.c.key)
        .join(_ENTITY, _ENTITY.c.id == _NOWHERE.c.entity)
        .where(_NOWHERE.c.entity > after, *mine)
        .order_by(_NOWHERE.c.entity)
        .limit(limit)
    )
    return [Nowhere(*row) for row in connection.execute(statement)]
