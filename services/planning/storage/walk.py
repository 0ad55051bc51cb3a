"""Walking over the entries of a source in the order of their ids, with what was known of each."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, select

from services.planning.domain.revisions import Arrival
from services.planning.storage.tables import EntityRow, RevisionRow
from shared.rows import built_once
from shared.storage import table

_ENTITY, _REVISION = table(EntityRow), table(RevisionRow)


class Found(NamedTuple):
    """An entity of a source and what was known of it, by revision."""

    source: str
    key: str
    arrivals: Sequence[Arrival]


def entities_after(connection: Connection, kind: str, source: str, after: str, limit: int) -> list[tuple[int, str]]:
    """Return number and id of the next entities of *source* after the id *after*."""
    given = {"kind": kind, "source": source, "after": after, "limit": limit}
    return [(number, key) for number, key in connection.execute(_next(connection), given)]


def known_of(connection: Connection, source: str, entities: Sequence[tuple[int, str]], before: int) -> Iterator[Found]:
    """Yield those of *entities* of which something was known before an instant (microseconds), in their order."""
    given = {"numbers": [number for number, _ in entities], "before": before}
    rows = connection.execute(_known(connection), given)
    arrivals = {
        number: [Arrival(*row[1:]) for row in some] for number, some in groupby(rows, key=lambda row: row.entity)
    }
    for number, key in entities:
        if number in arrivals:
            yield Found(source, key, arrivals[number])


@built_once
def _next(_: Connection) -> Select[Any]:
    of_source = (_ENTITY.c.kind == bindparam("kind"), _ENTITY.c.source == bindparam("source"))
    after = select(_ENTITY.c.id, _ENTITY.c.key).where(*of_source, _ENTITY.c.key > bindparam("after"))
    return after.order_by(_ENTITY.c.key).limit(bindparam("limit"))


@built_once
def _known(_: Connection) -> Select[Any]:
    columns = (_REVISION.c[name] for name in ("entity", *Arrival._fields))
    within = _REVISION.c.entity.in_(bindparam("numbers", expanding=True))
    known = select(*columns).where(within, _REVISION.c.known < bindparam("before"))
    return known.order_by(_REVISION.c.entity, _REVISION.c.revision)
