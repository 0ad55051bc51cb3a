"""Walking over the entries in the order of their sources and ids, with what was known of each."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, String, bindparam, select, tuple_

from services.planning.domain.revisions import Arrival
from services.planning.storage.tables import EntityRow, RevisionRow
from shared.rows import built_once
from shared.storage import table

_ENTITY, _REVISION = table(EntityRow), table(RevisionRow)


class Place(NamedTuple):
    """Where a walk stands: the source, and the last entity of it that was looked at."""

    source: str = ""
    key: str = ""


BEGINNING = Place()


def entities_after(connection: Connection, kind: str, after: Place, limit: int) -> list[tuple[int, Place]]:
    """Return number and place of the next entities of a kind."""
    given = {"kind": kind, "source": after.source, "key": after.key, "limit": limit}
    return [(number, Place(*place)) for number, *place in connection.execute(_next(connection), given)]


def known_of(connection: Connection, entities: Iterable[int], before: int) -> dict[int, list[Arrival]]:
    """Return what was known of *entities* before an instant (microseconds), by revision; only where there was any."""
    rows = connection.execute(_known(connection), {"numbers": list(entities), "before": before})
    return {number: [Arrival(*row[1:]) for row in some] for number, some in groupby(rows, key=lambda row: row.entity)}


@built_once
def _next(_: Connection) -> Select[Any]:
    place = tuple_(_ENTITY.c.source, _ENTITY.c.key)
    after = select(_ENTITY.c.id, _ENTITY.c.source, _ENTITY.c.key).where(_ENTITY.c.kind == bindparam("kind"))
    after = after.where(place > tuple_(bindparam("source", type_=String()), bindparam("key", type_=String())))
    return after.order_by(_ENTITY.c.source, _ENTITY.c.key).limit(bindparam("limit"))


@built_once
def _known(_: Connection) -> Select[Any]:
    columns = (_REVISION.c[name] for name in ("entity", *Arrival._fields))
    within = _REVISION.c.entity.in_(bindparam("numbers", expanding=True))
    known = select(*columns).where(within, _REVISION.c.known < bindparam("before"))
    return known.order_by(_REVISION.c.entity, _REVISION.c.revision)
