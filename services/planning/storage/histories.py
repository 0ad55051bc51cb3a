"""Reading and writing the revisions of entities, a batch at a time."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, select

from services.planning.domain.revisions import Arrival, History
from services.planning.storage.tables import EntityRow, OtherArrivalRow, RevisionRow
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import insert_into, table

_ENTITY, _REVISION, _OTHER = table(EntityRow), table(RevisionRow), table(OtherArrivalRow)
_FIELDS = ("entity", *Arrival._fields)
_KEY = [_ENTITY.c[name] for name in ("kind", "source", "key")]
_NUMBERED = [_ENTITY.c[name] for name in ("source", "key", "id")]

EntityKey = tuple[str, str]
"""The source and its own id of the entity."""


def lock_entities(
    connection: Connection, kind: str, keys: Iterable[EntityKey]
) -> tuple[dict[EntityKey, int], dict[EntityKey, int]]:
    """Return the numbers of the entities that were known, and of the new ones; no other writer has them until we end.

    In a fixed order, so that two batches with the same entities wait for each other and never in a circle.
    """
    wanted = sorted(set(keys))
    new = _run(connection, _adding(connection), kind, wanted)
    old = [key for key in wanted if key not in new]
    return (_run(connection, _locking(connection), kind, old) if old else {}), new


def _run(connection: Connection, statement: Any, kind: str, keys: Iterable[EntityKey]) -> dict[EntityKey, int]:  # noqa: ANN401 - insert or select
    given = parameters([(kind, *key) for key in keys])
    return {(source, key): number for source, key, number in connection.execute(statement, given).all()}


@built_once
def _adding(connection: Connection) -> Any:  # noqa: ANN401 - an insert of either dialect
    given = rows_as_table(connection, _KEY)
    statement = insert_into(connection, _ENTITY).from_select([column.name for column in _KEY], given)
    return statement.on_conflict_do_nothing().returning(*_NUMBERED)


@built_once
def _locking(connection: Connection) -> Select[Any]:
    given = rows_as_table(connection, _KEY).subquery()
    return (
        select(*_NUMBERED)
        .join(given, (_ENTITY.c.kind == given.c.kind) & (_ENTITY.c.source == given.c.source)
              & (_ENTITY.c.key == given.c.key))
        .order_by(_ENTITY.c.id)
        .with_for_update(of=_ENTITY)
    )  # fmt: skip


def histories(connection: Connection, entities: Collection[int]) -> dict[int, History]:
    """Return everything that arrived about *entities*."""
    found = {entity: History() for entity in entities}
    if entities:
        for entity, arrival in _arrivals(connection, _REVISION, entities):
            found[entity].standing[arrival.revision] = arrival
        for entity, arrival in _arrivals(connection, _OTHER, entities):
            found[entity].others.append(arrival)
    return found


def _arrivals(connection: Connection, source: Table, entities: Iterable[int]) -> list[tuple[int, Arrival]]:
    given = parameters([(entity,) for entity in entities])
    return [(row[0], Arrival(*row[1:])) for row in connection.execute(_arrived(connection, source), given).all()]


@built_once
def _arrived(connection: Connection, source: Table) -> Select[Any]:
    given = rows_as_table(connection, [source.c.entity]).subquery()
    return select(*(source.c[name] for name in _FIELDS)).join(given, source.c.entity == given.c.entity)


def save(connection: Connection, before: Mapping[int, History], after: Mapping[int, History]) -> None:
    """Write what *after* holds and *before* does not."""
    standing, others = [], []
    for entity, history in after.items():
        old = before[entity]
        standing += [
            (entity, *arrival)
            for arrival in history.standing.values()
            if old.standing.get(arrival.revision) is not arrival
        ]
        if history.others:
            known = set(map(id, old.others))
            others += [(entity, *other) for other in history.others if id(other) not in known]
    _write(connection, _REVISION, standing, key=("entity", "revision"))
    _write(connection, _OTHER, others, key=("entity", "revision", "event_id"))


def _write(connection: Connection, into: Table, rows: list[tuple[Any, ...]], key: tuple[str, ...]) -> None:
    if rows:
        connection.execute(_writing(connection, into, key), parameters(rows))


@built_once
def _writing(connection: Connection, into: Table, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - as above
    given = rows_as_table(connection, [into.c[name] for name in _FIELDS])
    statement = insert_into(connection, into).from_select(list(_FIELDS), given)
    fresh = {name: statement.excluded[name] for name in _FIELDS if name not in key}
    return statement.on_conflict_do_update(index_elements=list(key), set_=fresh)


def entities_of(connection: Connection, kind: str, after: int, limit: int) -> list[int]:
    """Return the numbers of the next entities of a kind, for a walk over all of them."""
    statement = (
        select(_ENTITY.c.id).where(_ENTITY.c.kind == kind, _ENTITY.c.id > after).order_by(_ENTITY.c.id).limit(limit)
    )
    return list(connection.scalars(statement).all())


def entities_heard_of(connection: Connection, kind: str, after: int, until: int) -> list[int]:
    """Return the entities of which a revision became known after *after* and before *until* (microseconds)."""
    heard = connection.scalars(_heard(connection), {"after": after, "until": until}).all()
    # By itself: joined to the entities, SQLite reads all of a kind to find the few that were heard of.
    return list(connection.scalars(_of_kind(connection), parameters([(one, kind) for one in heard]))) if heard else []


@built_once
def _heard(_: Connection) -> Select[Any]:
    known = _REVISION.c.known
    return select(_REVISION.c.entity).where(known > bindparam("after"), known < bindparam("until")).distinct()


@built_once
def _of_kind(connection: Connection) -> Select[Any]:
    given = rows_as_table(connection, [_ENTITY.c.id, _ENTITY.c.kind]).subquery()
    same = (_ENTITY.c.id == given.c.id) & (_ENTITY.c.kind == given.c.kind)
    return select(_ENTITY.c.id).join(given, same).order_by(_ENTITY.c.id)


def entities_named(connection: Connection, kind: str, key: str) -> list[tuple[int, str]]:
    """Return number and source of every entity that a source calls *key*."""
    statement = select(_ENTITY.c.id, _ENTITY.c.source).where(_ENTITY.c.kind == kind, _ENTITY.c.key == key)
    return [(number, source) for number, source in connection.execute(statement.order_by(_ENTITY.c.source))]


def newest_by_source(connection: Connection) -> dict[str, int]:
    """Return when the newest of what each source sent became known (microseconds)."""
    statement = (
        select(_ENTITY.c.source, func.max(_REVISION.c.known))
        .join(_REVISION, _REVISION.c.entity == _ENTITY.c.id)
        .group_by(_ENTITY.c.source)
    )
    return {row[0]: row[1] for row in connection.execute(statement)}
