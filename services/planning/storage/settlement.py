"""Which of intake's sequences are settled: the only evidence that nothing is missing."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, case, select, update

from services.planning.storage.tables import DeadLetterRow, MarkRow, OtherArrivalRow, RevisionRow, VerdictRow
from shared.clock import from_micros, micros
from shared.events import Verdict
from shared.storage import insert_into, table

_MARK, _VERDICT = table(MarkRow), table(VerdictRow)
_WHERE_EVENTS_END = (table(RevisionRow), table(OtherArrivalRow), table(DeadLetterRow))
_AT_ONCE = 4_000


def settled(connection: Connection) -> int:
    """Return the sequence up to which every event is settled."""
    return int(connection.execute(select(_MARK.c.sequence).where(_MARK.c.name == "settled")).scalar_one())


def time_of_report(connection: Connection, now: datetime) -> datetime:
    """Return the time that a report carries: *now*, or later than that of the report before.

    Reports wait for each other here until they commit: one that reads after another also says so. Replicas' clocks
    differ, and a report with a later time that reached less far would mean that the books were put back.
    """
    after = _MARK.c.sequence + 1
    later = case((after > micros(now), after), else_=micros(now))
    moved = update(_MARK).where(_MARK.c.name == "reported").values(sequence=later).returning(_MARK.c.sequence)
    return from_micros(connection.execute(moved).scalar_one())


def settle(connection: Connection) -> int:
    """Move the mark over everything that is in the books without a gap, and return where it stands now."""
    upto = settled(connection)
    while reached := _reached_from(connection, upto):
        upto = reached
    connection.execute(update(_MARK).where(_MARK.c.name == "settled", _MARK.c.sequence < upto).values(sequence=upto))
    return upto


def _reached_from(connection: Connection, upto: int) -> int | None:
    """Return how far the numbers after *upto* go without a gap, or None when already the next one is missing."""
    found = sorted({number for source in _WHERE_EVENTS_END for number in _after(connection, source, upto)})
    gapless = [number for place, number in enumerate(found, upto + 1) if number == place]
    return gapless[-1] if gapless else None


def _after(connection: Connection, source: Table, upto: int) -> Sequence[int]:
    column = source.c.sequence
    return connection.scalars(select(column).where(column > upto).order_by(column).limit(_AT_ONCE)).all()


def keep_verdicts(connection: Connection, verdicts: Iterable[Verdict]) -> None:
    """Remember what became of events that were not simply applied."""
    rows = [verdict.model_dump() for verdict in verdicts]
    if rows:
        statement = insert_into(connection, _VERDICT)
        newer = {"result": statement.excluded.result, "reason": statement.excluded.reason}
        connection.execute(statement.on_conflict_do_update(index_elements=["sequence"], set_=newer), rows)


def verdicts(connection: Connection) -> list[Verdict]:
    """Return all verdicts that hold."""
    return [Verdict(**row) for row in connection.execute(select(_VERDICT).order_by(_VERDICT.c.sequence)).mappings()]
