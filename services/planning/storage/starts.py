"""Which entries begin, or once were said to begin, on some days."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Select, Text, bindparam, cast, func, select

from services.planning.storage.tables import EntityRow, RevisionRow
from shared.rows import built_once
from shared.storage import table

_ENTITY, _REVISION = table(EntityRow), table(RevisionRow)


def entities_starting(connection: Connection, kind: str, first: date, last: date) -> list[int]:
    """Return the entities of *kind* of which any revision has a ``start_date`` from *first* to *last*.

    It looks into every revision: ten seconds for a million of them. Reports that nobody waits for may ask it.
    """
    given = {"kind": kind, "first": first.isoformat(), "last": last.isoformat()}
    return list(connection.scalars(_starting(connection), given).all())


@built_once
def _starting(connection: Connection) -> Select[Any]:
    start = _start(connection)
    return (
        select(_REVISION.c.entity)
        .join(_ENTITY, _ENTITY.c.id == _REVISION.c.entity)
        .where(_ENTITY.c.kind == bindparam("kind"), start >= bindparam("first"), start <= bindparam("last"))
        .distinct()
        .order_by(_REVISION.c.entity)
    )


def _start(connection: Connection) -> ColumnElement[Any]:
    if connection.dialect.name == "sqlite":
        return func.json_extract(_REVISION.c.data, "$.start_date")
    return cast(cast(_REVISION.c.data, JSON)["start_date"].as_string(), Text)
