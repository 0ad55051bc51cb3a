"""Moving the counters: by the difference between what was counted and what is."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Table, case, extract, select
from sqlalchemy import func as sql

from services.planning.domain.counting import Cell, Changed, Moves, Place
from services.planning.domain.potential import PotentialCell
from services.planning.storage.places import PLACE, numbers_of, places_of
from services.planning.storage.tables import MovementRow, PotentialRow, StandingRow
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import insert_into, table

_MOVEMENT, _STANDING, _POTENTIAL = table(MovementRow), table(StandingRow), table(PotentialRow)
KINDS = ("counted", "planned")
_OF_AN_OFFICE = "potential"


def move_entries(connection: Connection, moves: Moves[Cell]) -> list[Changed]:
    """Add *moves* to the counters and return the new values."""
    if not moves:
        return []
    numbers: Any = numbers_of(connection, {cell.place for cell, _ in moves})
    # In one order everywhere: two batches that move the same cells wait for each other, never in a circle.
    rows = sorted((numbers[cell.place], cell.start, known, n) for (cell, known), n in moves.items())
    sums: defaultdict[tuple[int, date], int] = defaultdict(int)
    for number, start, _, n in rows:
        sums[number, start] += n
    _add(connection, _STANDING, [(*cell, n) for cell, n in sums.items() if n])
    places = {number: Place(*place) for place, number in numbers.items()}
    changed = _add(connection, _MOVEMENT, [(*row, 1) for row in rows], "change")
    return [Changed(places[number], *values) for number, *values in changed]


def _add(connection: Connection, to: Table, rows: list[tuple[Any, ...]], *counted: str) -> list[Any]:
    """Add the entries of *rows* (key, then entries) to a table of counters; return the new values if it counts them."""
    if not rows:
        return []
    given = parameters(rows)
    result = connection.execute(_adding(connection, to, counted), given)
    return list(result.all()) if counted else []


def _columns(to: Table, counted: tuple[str, ...]) -> list[Column[Any]]:
    return [*to.primary_key, *(to.c[name] for name in ("entries", *counted))]


@built_once
def _adding(connection: Connection, to: Table, counted: tuple[str, ...]) -> Any:  # noqa: ANN401 - an insert of either dialect
    columns = _columns(to, counted)
    statement = insert_into(connection, to).from_select(
        [column.name for column in columns], rows_as_table(connection, columns)
    )
    sums = {name: to.c[name] + statement.excluded[name] for name in ("entries", *counted)}
    added: Any = statement.on_conflict_do_update(index_elements=list(to.primary_key), set_=sums)
    return added.returning(*columns) if counted else added


def move_potential(connection: Connection, moves: Moves[PotentialCell]) -> None:
    """Add *moves* to the figures of the potential."""
    if not moves:
        return
    numbers = numbers_of(connection, {_named(cell) for cell, _ in moves})
    rows = [(numbers[_named(cell)], cell.since, cell.until, known, n) for (cell, known), n in moves.items()]
    _add(connection, _POTENTIAL, sorted(rows))


def _named(cell: PotentialCell) -> tuple[str, str, tuple[str, ...]]:
    return cell.office, _OF_AN_OFFICE, cell.figures


def movements_of(connection: Connection, plan: str) -> list[Changed]:
    """Return all movements of *plan* as they are counted now."""
    columns = [_MOVEMENT.c[name] for name in ("place", "start", "known", "entries", "change")]
    rows = connection.execute(select(*columns).where(_MOVEMENT.c.place.in_(_of_plan(plan)))).all()
    # Read after the movements: who writes beside us may add a place between the two, and then we know one too many.
    places = {number: Place(*place) for number, place in _places(connection, plan).items()}
    return [Changed(places[number], *values) for number, *values in rows]


def _places(connection: Connection, plan: str) -> dict[int, Any]:
    return places_of(connection, [plan], *KINDS)


def _of_plan(plan: str) -> Any:  # noqa: ANN401 - a query
    return select(PLACE.c.id).where(PLACE.c.owner == plan, PLACE.c.kind.in_(KINDS))


Tally = Counter[tuple[str, str, int, bool]]
"""Entries by series, kind, month of the start, and whether the start lies on or before the board's day."""


def standing_tally(connection: Connection, plan: str, on: date) -> Tally:
    """Return all that is counted now."""
    return _tally(connection, _STANDING, plan, on)


def tally_known_by(connection: Connection, plan: str, on: date, day: date) -> Tally:
    """Return what was known by the end of *day*."""
    return _tally(connection, _MOVEMENT, plan, on, _MOVEMENT.c.known <= day)


def tally_known_after(connection: Connection, plan: str, on: date, day: date) -> Tally:
    """Return what became known after *day*."""
    return _tally(connection, _MOVEMENT, plan, on, _MOVEMENT.c.known > day)


def _tally(connection: Connection, source: Any, plan: str, on: date, *where: Any) -> Tally:  # noqa: ANN401 - SQL parts
    month, begun = extract("month", source.c.start), case((source.c.start <= on, 1), else_=0)
    statement = (
        select(source.c.place, month, begun, sql.sum(source.c.entries))
        .where(source.c.place.in_(_of_plan(plan)), *where)
        .group_by(source.c.place, month, begun)
    )
    places = _places(connection, plan)
    tally: Tally = Counter()
    for row in connection.execute(statement):
        number, month, begun, n = row
        _, kind, names = places[number]
        for series in names:
            tally[series, kind, int(month), bool(begun)] += int(n)
    return tally


def potential_known_by(connection: Connection, offices: list[str], day: date) -> Moves[PotentialCell]:
    """Return the potential of *offices* as known by the end of *day*, as far as it holds on that day."""
    places = places_of(connection, offices, _OF_AN_OFFICE)
    columns = [_POTENTIAL.c[name] for name in ("place", "since", "until")]
    statement = (
        select(*columns, sql.sum(_POTENTIAL.c.entries))
        .join(PLACE, PLACE.c.id == _POTENTIAL.c.place)
        .where(PLACE.c.owner.in_(offices), PLACE.c.kind == _OF_AN_OFFICE)
        .where(_POTENTIAL.c.known <= day, _POTENTIAL.c.since <= day, _POTENTIAL.c.until >= day)
        .group_by(*columns)
    )
    found: Moves[PotentialCell] = {}
    for row in connection.execute(statement):
        office, _, figures = places[row.place]
        found[PotentialCell(office, figures, row.since, row.until), day] = int(row[3])
    return found
