"""Adding up the potential: of today from counters, of past knowledge from its movements."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Select, Table, bindparam, case, select
from sqlalchemy import func as sql

from services.planning.domain.potential import SOON, Held
from services.planning.storage.counters import OF_AN_OFFICE
from services.planning.storage.places import PLACE, places_behind
from services.planning.storage.tables import PotentialRow, StandingPotentialRow
from services.planning.storage.tallies import DAY, known, place_in
from shared.rows import built_once
from shared.storage import table

_POTENTIAL, _STANDING_POTENTIAL = table(PotentialRow), table(StandingPotentialRow)
_OF_OFFICES = select(PLACE.c.id).where(
    PLACE.c.owner.in_(bindparam("offices", expanding=True)), PLACE.c.kind == OF_AN_OFFICE
)


def standing_potential(connection: Connection, offices: list[str], day: date) -> Counter[Held]:
    """Return the potential of *offices* as it is now, as far as it holds on *day*."""
    return _potential(connection, _standing_potential(connection), offices, day)


def potential_movements(connection: Connection, offices: list[str], day: date, *, by: bool) -> Counter[Held]:
    """Return how the potential that holds on *day* changed *by* the end of that day, or after it."""
    return _potential(connection, _potential_movements(connection, by), offices, day)


@built_once
def _standing_potential(_: Connection) -> Select[Any]:
    return _holding(_STANDING_POTENTIAL, _STANDING_POTENTIAL.c.place)


@built_once
def _potential_movements(_: Connection, by: bool) -> Select[Any]:  # noqa: FBT001 - as above
    return _holding(_POTENTIAL, place_in(_POTENTIAL, by=by)).where(known(_POTENTIAL, by=by))


def _holding(source: Table, place: ColumnElement[int]) -> Select[Any]:
    expiring = case((source.c.until <= bindparam("soon", type_=Date()), 1), else_=0).label("expiring")
    sums = select(place, expiring, sql.sum(source.c.entries)).where(place.in_(_OF_OFFICES))
    return sums.where(source.c.since <= DAY, source.c.until >= DAY).group_by(place, expiring)


def _potential(connection: Connection, statement: Select[Any], offices: list[str], day: date) -> Counter[Held]:
    rows = connection.execute(statement, {"offices": offices, "day": day, "soon": day + SOON}).all()
    places = places_behind(connection, (row[0] for row in rows), offices, OF_AN_OFFICE)
    held: Counter[Held] = Counter()
    for number, expiring, n in rows:
        office, _, figures = places[number]
        held[Held(office, figures, bool(expiring))] = int(n)
    return held
