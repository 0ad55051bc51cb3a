"""Planning's books filled in bulk: some events are counted as usual, then the database copies what came of them.

Copies have keys of their own and became known up to two weeks earlier, so that movements multiply as they would.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import orjson
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url

from services.kurs.bench.counting import Fold
from services.kurs.bench.events import accepted, events
from services.kurs.bench.lives import Happening
from services.kurs.bench.progress import Advance
from services.planning.arriving.arrivals import KINDS, read_arrivals
from services.planning.rebuilding.moving_over import go_on_numbering
from services.planning.storage.plans import PlanShelf
from services.planning.storage.tables import EntityRow
from services.planning.use_cases import record
from shared.bus.delivery import Delivery
from shared.clock import system_clock
from shared.storage import engine_for, table

_SCHEMA = "planning"
_AT_ONCE = 2_000
_COUNTED = 100_000
"""Events that are really counted; the others are copies of them."""

_SHIFTS = 14
_DAY = 86_400_000_000


def fill_books(url: str, number: int, advance: Advance, counted_at_most: int = _COUNTED) -> Fold:
    """Fill the database at *url*, which knows its plan, with at least *number* events; return what a copy counts.

    The number is rounded up to whole copies of *counted_at_most* events.
    """
    engine = engine_for(make_url(url), _SCHEMA)
    counted = min(number, counted_at_most)
    fold = _count(engine, counted, advance)
    copies = copies_for(number, counted_at_most)
    newest = _newest_entity(engine)
    for copy in range(1, copies):
        with engine.begin() as connection:
            _copy(connection, copy, newest, counted)
        advance((copy + 1) * counted)
    with engine.begin() as connection:
        _multiply(connection, copies)
        _settle(connection, copies * counted)
    engine.dispose()
    return fold


def copies_for(number: int, counted_at_most: int = _COUNTED) -> int:
    """Return how many times the counted events stand in the books."""
    return -(-number // min(number, counted_at_most))


def _count(engine: Engine, number: int, advance: Advance) -> Fold:
    shelf, fold, coming = PlanShelf(), Fold(), enumerate(events(number), 1)
    while some := list(islice(coming, _AT_ONCE)):
        with engine.begin() as connection:
            _record(connection, shelf, some)
        for _, event in some:
            fold.add(event.kind, event.source, orjson.loads(event.data))
        advance(some[-1][0])
    return fold


def _record(connection: Connection, shelf: PlanShelf, some: list[tuple[int, Happening]]) -> None:
    for kind in KINDS:
        messages = [Delivery("0-0", accepted(event, number)) for number, event in some if event.kind == kind.name]
        record(connection, shelf, read_arrivals(kind, messages), system_clock())


def _newest_entity(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(text(f"SELECT max(id) FROM {_name(connection, 'entity')}")).scalar_one())  # noqa: S608 - names of our own


def _copy(connection: Connection, copy: int, newest: int, events_each: int) -> None:
    given = {"copy": copy, "newest": newest, "earlier": copy % _SHIFTS * _DAY, "events": events_each}
    entity, revision = _name(connection, "entity"), _name(connection, "revision")
    suffix = "'-' || CAST(:copy AS TEXT)"
    entities = (
        f"INSERT INTO {entity} (id, kind, source, key) SELECT id + :copy * :newest, kind, source, key || {suffix}"  # noqa: S608 - as above
        f" FROM {entity} WHERE id <= :newest ORDER BY id"
    )
    revisions = (
        f"INSERT INTO {revision} (entity, revision, known, event_id, sequence, data)"  # noqa: S608 - as above
        f" SELECT entity + :copy * :newest, revision, known - :earlier, event_id || {suffix},"
        f" sequence + :copy * :events, data FROM {revision} WHERE entity <= :newest"
    )
    for statement in (entities, revisions):
        bound = {name: value for name, value in given.items() if f":{name}" in statement}
        connection.execute(text(statement), bound)


def _multiply(connection: Connection, copies: int) -> None:
    """Let the counters count all copies: those of the moment times their number, the movements shifted."""
    for name in ("standing", "standing_month", "standing_potential"):
        statement = f"UPDATE {_name(connection, name)} SET entries = entries * :copies"  # noqa: S608 - as above
        connection.execute(text(statement), {"copies": copies})
    for name, cell in (("movement", "place, start"), ("potential", "place, since, until")):
        _spread(connection, name, cell, copies)


def _spread(connection: Connection, name: str, cell: str, copies: int) -> None:
    movements, extra = _name(connection, name), ", change" if name == "movement" else ""
    connection.execute(text(f"CREATE TEMPORARY TABLE counted AS SELECT * FROM {movements}"))  # noqa: S608 - as above
    connection.execute(text(f"DELETE FROM {movements}"))  # noqa: S608 - as above
    for shift, times in sorted(Counter(copy % _SHIFTS for copy in range(copies)).items()):
        earlier = f"date(known, '-{shift} days')" if connection.dialect.name == "sqlite" else f"known - {shift}"
        statement = (
            f"INSERT INTO {movements} ({cell}, known, entries{extra})"  # noqa: S608 - as above
            f" SELECT {cell}, {earlier}, entries * {times}{extra} FROM counted WHERE true"
            f" ON CONFLICT ({cell}, known) DO UPDATE SET entries = {name}.entries + excluded.entries"
        )
        connection.execute(text(statement))
    connection.execute(text("DROP TABLE counted"))


def _settle(connection: Connection, number: int) -> None:
    """Say that all is settled and published, so that the service has nothing to catch up on when it starts."""
    mark, outbox = _name(connection, "mark"), _name(connection, "outbox")
    connection.execute(text(f"UPDATE {mark} SET sequence = :number WHERE name = 'settled'"), {"number": number})  # noqa: S608 - as above
    connection.execute(text(f"DELETE FROM {outbox}"))  # noqa: S608 - as above
    go_on_numbering(connection, table(EntityRow), _SCHEMA)
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))  # its own vacuum does so in the long run


def _name(connection: Connection, name: str) -> str:
    return name if connection.dialect.name == "sqlite" else f"{_SCHEMA}.{name}"


def later_events(number: int, first_sequence: int) -> Iterator[tuple[str, bytes]]:
    """Yield kind and message of *number* events about entities that the books do not know, others for each sequence."""
    label = f"new{first_sequence}"
    for sequence, event in enumerate(events(number), first_sequence):
        fresh = event.data.replace("-2026-", f"-{label}-").replace('"c_', f'"c_{label}_')
        yield event.kind, accepted(event._replace(data=fresh, id=f"{label}-{event.id}"), sequence)
