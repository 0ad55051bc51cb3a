"""Reading how late entries became known: the start days and days of knowledge of the whole."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, select
from sqlalchemy import func as sql

from services.planning.domain.reporting import LOOKED_AT, Report
from services.planning.storage.places import places_of
from services.planning.storage.tables import MovementRow
from shared.storage import table

_MOVEMENT = table(MovementRow)


def reports_of(
    connection: Connection, plans: Iterable[str], series: str, day: date, within: timedelta = LOOKED_AT
) -> list[Report]:
    """Return the movements of *series* in *plans* known by *day*, of the starts *within* so long before its end."""
    named = places_of(connection, plans, "counted")
    places = [number for number, (_, _, names) in named.items() if series in names]
    entries = sql.sum(_MOVEMENT.c.entries)
    cells = (_MOVEMENT.c.start, _MOVEMENT.c.known)
    statement = (
        select(*cells, entries)
        .where(_MOVEMENT.c.place.in_(places), _MOVEMENT.c.start > day - within, _MOVEMENT.c.start <= day)
        .where(_MOVEMENT.c.known <= day)
        .group_by(*cells)
        .having(entries != 0)
    )
    return [Report(start, known, int(n)) for start, known, n in connection.execute(statement)]
