"""From new books to the books, table by table, within one transaction."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, extract, func, insert, select, text, update

from services.planning.domain.counting import Changed, Place
from services.planning.publication import fulfilment_events
from services.planning.storage.counters import KINDS
from services.planning.storage.places import PLACE, places_of
from services.planning.storage.tables import (
    EntityRow,
    FrozenRow,
    MarkRow,
    MovementRow,
    NowhereRow,
    OtherArrivalRow,
    OutboxRow,
    PlanRow,
    PotentialRow,
    RevisionRow,
    StandingMonthRow,
    StandingPotentialRow,
    StandingRow,
    VerdictRow,
)
from shared.bus.outbox import announce
from shared.storage import insert_into, table
from shared.streams import FULFILMENT

_MOVEMENT, _STANDING, _POTENTIAL, _VERDICT = (
    table(row) for row in (MovementRow, StandingRow, PotentialRow, VerdictRow)
)
_STANDING_MONTH, _STANDING_POTENTIAL = table(StandingMonthRow), table(StandingPotentialRow)
_MARK, _OUTBOX, _PLAN = table(MarkRow), table(OutboxRow), table(PlanRow)
_ENTITY = table(EntityRow)
_AS_THEY_ARE = (_ENTITY, table(RevisionRow), table(OtherArrivalRow), table(NowhereRow))
_CLOSED = select(PLACE.c.id).where(PLACE.c.owner.in_(select(table(FrozenRow).c.plan)))
"""The places of plans whose year is closed: what stands there stays."""


def move_over(connection: Connection, shadow: str) -> int:
    """Make the books in the schema *shadow* the books, announce the counts that differ, and return how many do."""
    for one in _AS_THEY_ARE:
        _replace(connection, one, shadow)
    _know_all_places(connection, shadow)
    changed = _reconcile_movements(connection, shadow)
    _sum_up(connection)
    _replace_potential(connection, shadow)
    _replace_verdicts(connection, shadow)
    connection.execute(update(_MARK).where(_MARK.c.name == "settled").values(sequence=0))
    go_on_numbering(connection, _ENTITY, "planning")
    announce(connection, _OUTBOX, FULFILMENT, fulfilment_events(changed, {}))
    return len(changed)


def _replace(connection: Connection, one: Table, shadow: str) -> None:
    new = _in_shadow(one, shadow)
    connection.execute(delete(one))
    names = [column.name for column in one.columns]
    connection.execute(insert(one).from_select(names, select(*(new.c[name] for name in names))))


def _in_shadow(one: Table, shadow: str) -> Table:
    return one.to_metadata(type(one.metadata)(), schema=shadow)


def _know_all_places(connection: Connection, shadow: str) -> None:
    new = _in_shadow(PLACE, shadow)
    key = ["owner", "kind", "names"]
    given = select(*(new.c[name] for name in key)).order_by(new.c.id).where(new.c.id > 0)
    connection.execute(insert_into(connection, PLACE).from_select(key, given).on_conflict_do_nothing())


def _with_our_numbers(source: Table, shadow: str) -> Any:  # noqa: ANN401 - a query
    """Return the rows of a table of the shadow, with the numbers that places have in the books."""
    new = _in_shadow(PLACE, shadow)
    same = (PLACE.c.owner == new.c.owner) & (PLACE.c.kind == new.c.kind) & (PLACE.c.names == new.c.names)
    rest = [source.c[column.name] for column in source.columns if column.name != "place"]
    joined = source.join(new, new.c.id == source.c.place).join(PLACE, same)
    return select(PLACE.c.id.label("place"), *rest).select_from(joined)


def _reconcile_movements(connection: Connection, shadow: str) -> list[Changed]:
    """Take over what differs. A cell that was published keeps its row: its ``change`` must go on rising."""
    new = _in_shadow(_MOVEMENT, shadow)
    given = _with_our_numbers(new, shadow).where(new.c.entries != 0).subquery()
    names = ["place", "start", "known", "entries", "change"]
    rows = select(given.c.place, given.c.start, given.c.known, given.c.entries, 1)
    rows = rows.where(given.c.place.not_in(_CLOSED))
    statement = insert_into(connection, _MOVEMENT).from_select(names, rows)
    taken = statement.on_conflict_do_update(
        index_elements=list(_MOVEMENT.primary_key),
        set_={"entries": statement.excluded.entries, "change": _MOVEMENT.c.change + 1},
        where=_MOVEMENT.c.entries != statement.excluded.entries,
    )
    same = (given.c.place == _MOVEMENT.c.place) & (given.c.start == _MOVEMENT.c.start)
    there = select(given.c.place).where(same, given.c.known == _MOVEMENT.c.known).exists()
    gone = update(_MOVEMENT).where(_MOVEMENT.c.entries != 0, ~there, _MOVEMENT.c.place.not_in(_CLOSED))
    gone = gone.values(entries=0, change=_MOVEMENT.c.change + 1)
    columns = [_MOVEMENT.c[name] for name in names]
    rows_changed = [row for one in (taken, gone) for row in connection.execute(one.returning(*columns))]
    plans = connection.scalars(select(_PLAN.c.plan).distinct()).all()
    places = {number: Place(*place) for number, place in places_of(connection, plans, *KINDS).items()}  # type: ignore[arg-type]
    return [Changed(places[number], *values) for number, *values in rows_changed]


def _sum_up(connection: Connection) -> None:
    place, start = _MOVEMENT.c.place, _MOVEMENT.c.start
    _add_up(connection, _STANDING, _MOVEMENT, place, start)
    _add_up(connection, _STANDING_MONTH, _MOVEMENT, place, extract("month", start))


def _add_up(connection: Connection, into: Table, source: Table, *cells: ColumnElement[Any]) -> None:
    """Let *into* hold the sum of the entries of *source* for each of *cells*, which are its key."""
    connection.execute(delete(into))
    total = func.sum(source.c.entries)
    sums = select(*cells, total).group_by(*cells).having(total != 0)
    connection.execute(insert(into).from_select([column.name for column in into.columns], sums))


def _replace_potential(connection: Connection, shadow: str) -> None:
    connection.execute(delete(_POTENTIAL))
    given = _with_our_numbers(_in_shadow(_POTENTIAL, shadow), shadow)
    connection.execute(insert(_POTENTIAL).from_select([column.name for column in _POTENTIAL.columns], given))
    cells = (_POTENTIAL.c[name] for name in ("place", "since", "until"))
    _add_up(connection, _STANDING_POTENTIAL, _POTENTIAL, *cells)


def _replace_verdicts(connection: Connection, shadow: str) -> None:
    """Take over the verdicts, but for those on messages in quarantine: the journal says nothing of them."""
    connection.execute(delete(_VERDICT).where(_VERDICT.c.result != "set_aside"))
    new = _in_shadow(_VERDICT, shadow)
    given = select(new.c.sequence, new.c.result, new.c.reason).where(new.c.sequence > 0)
    statement = insert_into(connection, _VERDICT).from_select(["sequence", "result", "reason"], given)
    connection.execute(statement.on_conflict_do_nothing())


def go_on_numbering(connection: Connection, one: Table, schema: str) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        name = f"{schema}.{one.name}"
        newest = f"coalesce((SELECT max(id) FROM {name}), 0) + 1"  # noqa: S608 - names of our own
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {newest}, false)"))
