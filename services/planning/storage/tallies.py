"""Adding up the counters: for the board of today from few rows, for past knowledge from the movements."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Integer, Row, Select, Table, bindparam, case, extract, select
from sqlalchemy import func as sql

from services.planning.domain.plan import Plan
from services.planning.domain.tally import MONTHS_A_YEAR, Tally
from services.planning.storage.counters import KINDS
from services.planning.storage.places import PLACE, Named, places_behind
from services.planning.storage.tables import (
    MovementRow,
    StandingMonthRow,
    StandingRow,
)
from shared.rows import built_once
from shared.storage import table

_MOVEMENT, _STANDING, _MONTHS = (table(row) for row in (MovementRow, StandingRow, StandingMonthRow))
DAY = bindparam("day", type_=Date())
_OF_PLAN = select(PLACE.c.id).where(PLACE.c.owner == bindparam("plan"), PLACE.c.kind.in_(KINDS))


def standing_tally(connection: Connection, plan: Plan, on: date, *, months: bool) -> Tally:
    """Return all that is counted now: from counters by month, and by day only in the month of *on*.

    Without *months* the database adds them up: all that begun before the month of *on* stand in one of them.
    """
    last_begun = _months_begun(plan, on)
    rows = connection.execute(_months(connection, months), {"plan": plan.id, "last": last_begun}).all()
    running = _begun_in_month_of(connection, plan, on)
    places = _places_of_plan(connection, plan.id, rows)
    tally = Tally()
    for number, month, entries in rows:
        _, kind, names = places[number]
        n = int(entries)
        begun = n if month <= last_begun else running.get(number, 0) if month == last_begun + 1 else 0
        tally.add(names, kind, month, begun, begun=True)
        tally.add(names, kind, month, n - begun, begun=False)
    return tally


def _months_begun(plan: Plan, on: date) -> int:
    """Return how many months of the plan's year are over before the month of *on*; 12 when the year is over."""
    return on.month - 1 if on.year == plan.year else MONTHS_A_YEAR * (on.year > plan.year)


def _begun_in_month_of(connection: Connection, plan: Plan, on: date) -> dict[int, int]:
    if on.year != plan.year:
        return {}
    given = {"plan": plan.id, "first": on.replace(day=1), "on": on}
    return {row[0]: int(row[1]) for row in connection.execute(_days(connection), given)}


@built_once
def _months(_: Connection, each: bool) -> Select[Any]:  # noqa: FBT001 - a key of what is built once
    last, of_plan = bindparam("last", type_=Integer()), _MONTHS.c.place.in_(_OF_PLAN)
    if each:
        return select(*_MONTHS.columns).where(of_plan)
    when = case((_MONTHS.c.month <= last, 0), (_MONTHS.c.month == last + 1, 1), else_=2)
    sums = select(_MONTHS.c.place, sql.max(_MONTHS.c.month), sql.sum(_MONTHS.c.entries)).where(of_plan)
    return sums.group_by(_MONTHS.c.place, when)


@built_once
def _days(_: Connection) -> Select[Any]:
    within = (_STANDING.c.start >= bindparam("first"), _STANDING.c.start <= bindparam("on"))
    sums = select(_STANDING.c.place, sql.sum(_STANDING.c.entries)).where(_STANDING.c.place.in_(_OF_PLAN), *within)
    return sums.group_by(_STANDING.c.place)


def add_known_by(connection: Connection, tally: Tally, plan: str, on: date, day: date) -> None:
    """Add to *tally* what was known by the end of *day*."""
    _add_movements(connection, tally, plan, on, day, 1)


def take_away_known_after(connection: Connection, tally: Tally, plan: str, on: date, day: date) -> None:
    """Take away from *tally* what became known after *day*."""
    _add_movements(connection, tally, plan, on, day, -1)


def _add_movements(connection: Connection, tally: Tally, plan: str, on: date, day: date, sign: int) -> None:  # noqa: PLR0913, PLR0917 - one question
    found = connection.execute(_movements(connection, sign > 0), {"plan": plan, "on": on, "day": day}).all()
    places = _places_of_plan(connection, plan, found)
    for number, month, begun, n, rows in found:
        _, kind, names = places[number]
        tally.add(names, kind, int(month), sign * int(n), begun=bool(begun))
        tally.effort["movements"] += rows


@built_once
def _movements(_: Connection, by: bool) -> Select[Any]:  # noqa: FBT001 - a key of what is built once
    month = extract("month", _MOVEMENT.c.start).label("month")
    begun = case((_MOVEMENT.c.start <= bindparam("on"), 1), else_=0).label("begun")
    place = place_in(_MOVEMENT, by=by)
    sums = select(place, month, begun, sql.sum(_MOVEMENT.c.entries), sql.count())
    return sums.where(place.in_(_OF_PLAN), known(_MOVEMENT, by=by)).group_by(place, month, begun)


def place_in(movements: Table, *, by: bool) -> ColumnElement[int]:
    """Return the place of movements, for a sum of those known *by* the day or of the later ones."""
    # A sum is no key: else SQLite, which knows nothing of sizes, would look through all movements of every place
    # for those that are new, where the index of the days of knowledge has them together.
    return movements.c.place if by else movements.c.place + 0


def known(movements: Table, *, by: bool) -> ColumnElement[bool]:
    """Return the condition that movements were known *by* the parameter ``day``, or after it."""
    return movements.c.known <= DAY if by else movements.c.known > DAY


def _places_of_plan(connection: Connection, plan: str, rows: Sequence[Row[Any]]) -> dict[int, Named]:
    # Read after the counters: who writes beside us may add a place between the two, and then we know one too many.
    return places_behind(connection, (row[0] for row in rows), [plan], *KINDS)
