"""Reading and writing the revisions of entities, a batch at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.planning.domain.revisions import Arrival, History
from services.planning.storage.tables import EntityRow, OtherArrivalRow, RevisionRow
from shared.storage import insert_into, table

_ENTITY, _REVISION, _OTHER = table(EntityRow), table(RevisionRow), table(OtherArrivalRow)
_IN_ONE_QUESTION = 10_000
"""Databases limit the parameters of a statement: SQLite to 32,766, PostgreSQL to 65,535."""

_FIELDS = ("entity", *Arrival._fields)

EntityKey = tuple[str, str]
"""The source and its own id of the entity."""


async def lock_entities(connection: AsyncConnection, kind: str, keys: Iterable[EntityKey]) -> dict[EntityKey, int]:
    """Return the number of each entity, new ones included, and keep other writers away from them until the commit."""
    wanted = sorted(set(keys))
    rows = [{"kind": kind, "source": source, "key": key} for source, key in wanted]
    await connection.execute(insert_into(connection, _ENTITY).on_conflict_do_nothing(), rows)
    statement = (
        select(_ENTITY.c.source, _ENTITY.c.key, _ENTITY.c.id)
        .where(_ENTITY.c.kind == kind, tuple_(_ENTITY.c.source, _ENTITY.c.key).in_(wanted))
        .order_by(_ENTITY.c.id)
        .with_for_update()
    )
    return {(source, key): number for source, key, number in await connection.execute(statement)}


async def histories(connection: AsyncConnection, entities: Sequence[int]) -> dict[int, History]:
    """Return everything that arrived about *entities*."""
    found: dict[int, History] = defaultdict(lambda: History({}, []))
    for entity, arrival in await _arrivals(connection, _REVISION, entities):
        found[entity].standing[arrival.revision] = arrival
    for entity, arrival in await _arrivals(connection, _OTHER, entities):
        found[entity].others.append(arrival)
    return {entity: found[entity] for entity in entities}


async def _arrivals(connection: AsyncConnection, source: Any, entities: Sequence[int]) -> list[tuple[int, Arrival]]:  # noqa: ANN401 - a table
    columns = [source.c[name] for name in _FIELDS]
    found = []
    for first in range(0, len(entities), _IN_ONE_QUESTION):
        some = entities[first : first + _IN_ONE_QUESTION]
        rows = await connection.execute(select(*columns).where(source.c.entity.in_(some)))
        found += [(row[0], Arrival(*row[1:])) for row in rows]
    return found


async def save(connection: AsyncConnection, before: Mapping[int, History], after: Mapping[int, History]) -> None:
    """Write what *after* holds and *before* does not."""
    standing, others = [], []
    for entity, history in after.items():
        old = before[entity]
        known = {(other.revision, other.event_id) for other in old.others}
        standing += [
            _row(entity, arrival)
            for arrival in history.standing.values()
            if old.standing.get(arrival.revision) is not arrival
        ]
        others += [_row(entity, other) for other in history.others if (other.revision, other.event_id) not in known]
    if standing:
        statement = insert_into(connection, _REVISION)
        fresh = {name: statement.excluded[name] for name in _FIELDS[2:]}
        await connection.execute(statement.on_conflict_do_update(index_elements=_FIELDS[:2], set_=fresh), standing)
    if others:
        await connection.execute(insert_into(connection, _OTHER), others)


def _row(entity: int, arrival: Arrival) -> dict[str, Any]:
    return {"entity": entity, **arrival._asdict()}


async def entities_of(connection: AsyncConnection, kind: str, after: int, limit: int) -> list[int]:
    """Return the numbers of the next entities of a kind, for a walk over all of them."""
    statement = (
        select(_ENTITY.c.id).where(_ENTITY.c.kind == kind, _ENTITY.c.id > after).order_by(_ENTITY.c.id).limit(limit)
    )
    return list((await connection.scalars(statement)).all())


async def entities_heard_of(connection: AsyncConnection, kind: str, after: int, until: int) -> list[int]:
    """Return the entities of which a revision became known after *after* and before *until* (microseconds)."""
    statement = (
        select(_REVISION.c.entity)
        .join(_ENTITY, _ENTITY.c.id == _REVISION.c.entity)
        .where(_ENTITY.c.kind == kind, _REVISION.c.known > after, _REVISION.c.known < until)
        .distinct()
    )
    return list((await connection.scalars(statement)).all())


async def entities_named(connection: AsyncConnection, kind: str, key: str) -> list[tuple[int, str]]:
    """Return number and source of every entity that a source calls *key*."""
    statement = select(_ENTITY.c.id, _ENTITY.c.source).where(_ENTITY.c.kind == kind, _ENTITY.c.key == key)
    return [(number, source) for number, source in await connection.execute(statement.order_by(_ENTITY.c.source))]
