"""Moving the counters: by the difference between what was counted and what is."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from services.planning.domain.counting import Cell, Changed, Moves, Place
from services.planning.domain.potential import PotentialCell
from services.planning.storage.places import PLACE, numbers_of, places_of
from services.planning.storage.tables import (
    MovementRow,
    PotentialRow,
    StandingMonthRow,
    StandingPotentialRow,
    StandingRow,
)
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import insert_into, table

_MOVEMENT, _POTENTIAL = table(MovementRow), table(PotentialRow)
_STANDING, _STANDING_MONTH, _STANDING_POTENTIAL = (
    table(row) for row in (StandingRow, StandingMonthRow, StandingPotentialRow)
)
KINDS = ("counted", "planned")
OF_AN_OFFICE = "potential"


def move_entries(connection: Connection, moves: Moves[Cell]) -> list[Changed]:
    """Add *moves* to the counters and return the new values."""
    if not moves:
        return []
    numbers: Any = numbers_of(connection, {cell.place for cell, _ in moves})
    # In one order everywhere: two batches that move the same cells wait for each other, never in a circle.
    rows = sorted((numbers[cell.place], cell.start, known, n) for (cell, known), n in moves.items())
    _add(connection, _STANDING, _sums((number, start, n) for number, start, _, n in rows))
    _add(connection, _STANDING_MONTH, _sums((number, start.month, n) for number, start, _, n in rows))
    places = {number: Place(*place) for place, number in numbers.items()}
    changed = _add(connection, _MOVEMENT, [(*row, 1) for row in rows], "change")
    return [Changed(places[number], *values) for number, *values in changed]


def _sums(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return rows of a key and its entries with each key once, in the order of the first."""
    sums: defaultdict[tuple[Any, ...], int] = defaultdict(int)
    for *key, n in rows:
        sums[tuple(key)] += n
    return [(*key, n) for key, n in sums.items() if n]


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
    rows = sorted((numbers[_named(cell)], cell.since, cell.until, known, n) for (cell, known), n in moves.items())
    _add(connection, _STANDING_POTENTIAL, _sums((*cell, n) for *cell, _, n in rows))
    _add(connection, _POTENTIAL, rows)


def _named(cell: PotentialCell) -> tuple[str, str, tuple[str, ...]]:
    return cell.office, OF_AN_OFFICE, cell.figures


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
