"""Closed years: since when, and which entries changed afterwards."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, tuple_

from services.planning.domain.revisions import History
from services.planning.storage.histories import EntityKey
from services.planning.storage.tables import AfterClosingRow, EntityRow, FrozenRow
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import insert_into, table

_FROZEN, _AFTER, _ENTITY = table(FrozenRow), table(AfterClosingRow), table(EntityRow)
_COLUMNS = ["plan", "source", "key", "arrivals"]


def freeze(connection: Connection, plan: str, at: int) -> None:
    """Close the year of *plan* at the instant *at* (microseconds)."""
    connection.execute(insert(_FROZEN).values(plan=plan, at=at))


def keep_as_closed(connection: Connection, closed: Iterable[tuple[str, int, History]]) -> None:
    """Remember what had arrived about entries (by number) of closed plans before they changed for the first time."""
    rows = [
        (plan, entity, json.dumps([(one.revision, one.event_id) for one in history.arrivals()]))
        for plan, entity, history in closed
    ]
    if rows:
        connection.execute(_keeping(connection), parameters(sorted(rows)))


@built_once
def _keeping(connection: Connection) -> Any:  # noqa: ANN401 - an insert of either dialect
    given = rows_as_table(connection, [_AFTER.c.plan, _ENTITY.c.id, _AFTER.c.arrivals]).subquery()
    named = select(given.c.plan, _ENTITY.c.source, _ENTITY.c.key, given.c.arrivals)
    named = named.join(_ENTITY, _ENTITY.c.id == given.c.id).where(_ENTITY.c.id > 0)
    return insert_into(connection, _AFTER).from_select(_COLUMNS, named).on_conflict_do_nothing()


def as_closed(connection: Connection, plan: str, histories: dict[int, History]) -> dict[int, History]:
    """Return *histories* with those that changed after *plan* was frozen as they were then."""
    rows = connection.execute(_arrived(connection), {"plan": plan, **parameters([(one,) for one in histories])})
    then = {entity: histories[entity].of(_arrivals_in(text)) for entity, text in rows}
    return {**histories, **then}


@built_once
def _arrived(connection: Connection) -> Select[Any]:
    given = rows_as_table(connection, [_ENTITY.c.id]).subquery()
    same = (_AFTER.c.source == _ENTITY.c.source) & (_AFTER.c.key == _ENTITY.c.key)
    return (
        select(_ENTITY.c.id, _AFTER.c.arrivals)
        .join(given, given.c.id == _ENTITY.c.id)
        .join(_AFTER, same)
        .where(_AFTER.c.plan == bindparam("plan"))
    )


def changed_since(
    connection: Connection, plan: str, after: EntityKey, limit: int
) -> list[tuple[int, EntityKey, Collection[tuple[int, str]]]]:
    """Return the next entries that changed after *plan* was frozen: number, name, and what had arrived before."""
    same = (_AFTER.c.source == _ENTITY.c.source) & (_AFTER.c.key == _ENTITY.c.key) & (_ENTITY.c.kind == "entry")
    statement = (
        select(_ENTITY.c.id, _AFTER.c.source, _AFTER.c.key, _AFTER.c.arrivals)
        .join(_ENTITY, same)
        .where(_AFTER.c.plan == plan, tuple_(_AFTER.c.source, _AFTER.c.key) > tuple_(*after))
        .order_by(_AFTER.c.source, _AFTER.c.key)
        .limit(limit)
    )
    return [(entity, (of, key), _arrivals_in(text)) for entity, of, key, text in connection.execute(statement)]


def _arrivals_in(text: str) -> set[tuple[int, str]]:
    return {(revision, event_id) for revision, event_id in json.loads(text)}
