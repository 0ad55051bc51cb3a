"""Moving the counters: by the difference between what was counted and what is."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import case, extract, select
from sqlalchemy import func as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from services.planning.domain.counting import Cell
from services.planning.domain.potential import PotentialCell
from services.planning.storage.tables import MovementRow, PotentialRow, StandingRow
from shared.events import Cell as CellEvent
from shared.storage import insert_into, table

_MOVEMENT, _STANDING, _POTENTIAL = table(MovementRow), table(StandingRow), table(PotentialRow)
_CELL = ["plan", "series", "kind", "start"]

Moves = Counter[tuple[Cell, date]]
PotentialMoves = Counter[tuple[PotentialCell, date]]


async def move_entries(connection: AsyncConnection, moves: Moves) -> dict[str, list[CellEvent]]:
    """Add *moves* to the counters and return the new values of the counted cells, by plan."""
    rows = [{**cell._asdict(), "known": known, "entries": n} for (cell, known), n in sorted(moves.items()) if n]
    if not rows:
        return {}
    await _add_to_standing(connection, rows)
    statement = insert_into(connection, _MOVEMENT)
    added = statement.on_conflict_do_update(
        index_elements=[*_CELL, "known"],
        set_={"entries": _MOVEMENT.c.entries + statement.excluded.entries, "change": _MOVEMENT.c.change + 1},
    ).returning(*(_MOVEMENT.c[name] for name in ("plan", "kind", "series", "start", "known", "entries", "change")))
    changed: dict[str, list[CellEvent]] = {}
    for plan, kind, *values in await connection.execute(added, [{**row, "change": 1} for row in rows]):
        if kind == "counted":
            cell = dict(zip(("series", "start", "known", "entries", "change"), values, strict=True))
            changed.setdefault(plan, []).append(CellEvent.model_construct(**cell))
    return changed


async def _add_to_standing(connection: AsyncConnection, rows: list[dict[str, Any]]) -> None:
    sums: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        sums[tuple(row[name] for name in _CELL)] += row["entries"]
    statement = insert_into(connection, _STANDING)
    added = statement.on_conflict_do_update(
        index_elements=_CELL, set_={"entries": _STANDING.c.entries + statement.excluded.entries}
    )
    values = [{**dict(zip(_CELL, cell, strict=True)), "entries": n} for cell, n in sums.items() if n]
    if values:
        await connection.execute(added, values)


async def move_potential(connection: AsyncConnection, moves: PotentialMoves) -> None:
    """Add *moves* to the figures of the potential."""
    rows = [{**cell._asdict(), "known": known, "entries": n} for (cell, known), n in sorted(moves.items()) if n]
    if rows:
        statement = insert_into(connection, _POTENTIAL)
        key = [column.name for column in _POTENTIAL.primary_key]
        added = {"entries": _POTENTIAL.c.entries + statement.excluded.entries}
        await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=added), rows)


async def movements_of(connection: AsyncConnection, plan: str) -> Moves:
    """Return all movements of *plan* as they are counted now."""
    columns = [_MOVEMENT.c[name] for name in (*_CELL, "known", "entries")]
    rows = await connection.execute(select(*columns).where(_MOVEMENT.c.plan == plan))
    return Counter({(Cell(*row[:4]), row[4]): row[5] for row in rows})


Tally = Counter[tuple[str, str, int, bool]]
"""Entries by series, kind, month of the start, and whether the start lies on or before the board's day."""


async def standing_tally(connection: AsyncConnection, plan: str, on: date) -> Tally:
    """Return all that is counted now."""
    return await _tally(connection, _STANDING, on, _STANDING.c.plan == plan)


async def tally_known_by(connection: AsyncConnection, plan: str, on: date, day: date) -> Tally:
    """Return what was known by the end of *day*."""
    return await _tally(connection, _MOVEMENT, on, _MOVEMENT.c.plan == plan, _MOVEMENT.c.known <= day)


async def tally_known_after(connection: AsyncConnection, plan: str, on: date, day: date) -> Tally:
    """Return what became known after *day*."""
    return await _tally(connection, _MOVEMENT, on, _MOVEMENT.c.plan == plan, _MOVEMENT.c.known > day)


async def _tally(connection: AsyncConnection, source: Any, on: date, *where: Any) -> Tally:  # noqa: ANN401 - SQL parts
    month, begun = extract("month", source.c.start), case((source.c.start <= on, 1), else_=0)
    statement = (
        select(source.c.series, source.c.kind, month, begun, sql.sum(source.c.entries))
        .where(*where)
        .group_by(source.c.series, source.c.kind, month, begun)
    )
    rows = await connection.execute(statement)
    return Counter({(series, kind, int(month), bool(begun)): int(n) for series, kind, month, begun, n in rows})


async def potential_known_by(connection: AsyncConnection, offices: list[str], day: date) -> PotentialMoves:
    """Return the potential of *offices* as known by the end of *day*, as far as it holds on that day."""
    names = PotentialCell._fields
    columns = [_POTENTIAL.c[name] for name in names]
    statement = (
        select(*columns, sql.sum(_POTENTIAL.c.entries))
        .where(_POTENTIAL.c.office.in_(offices), _POTENTIAL.c.known <= day)
        .where(_POTENTIAL.c.since <= day, _POTENTIAL.c.until >= day)
        .group_by(*columns)
    )
    rows = await connection.execute(statement)
    return Counter({(PotentialCell(*row[:4]), day): int(row[4]) for row in rows})
