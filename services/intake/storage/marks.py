"""The marks in the journal: up to which sequence something was done."""

from sqlalchemy import Connection, ScalarSelect, Select, bindparam, select, update

from services.intake.domain.fate import Marks
from services.intake.storage.tables import MarkRow
from shared.storage import table

MARK = table(MarkRow)
_MOVE = (
    update(MARK)
    .where(MARK.c.name == bindparam("which"), MARK.c.sequence < bindparam("to"), MARK.c.sequence >= bindparam("least"))
    .values(sequence=bindparam("to"))
)
_FALL_BACK = (
    update(MARK)
    .where(MARK.c.name == bindparam("which"), MARK.c.sequence > bindparam("to"))
    .values(sequence=bindparam("to"))
)
_ALL = select(MARK.c.name, MARK.c.sequence)


def marked(name: str) -> Select[tuple[int]]:
    """Return the query of the mark *name*."""
    return select(MARK.c.sequence).where(MARK.c.name == name)


def at_mark(name: str) -> ScalarSelect[int]:
    """Return the mark *name* as a value within another query."""
    return marked(name).scalar_subquery()


def read_marks(connection: Connection) -> Marks:
    """Return how far everything has come."""
    found = {row.name: row.sequence for row in connection.execute(_ALL)}
    return Marks(found["accepted"], found["published"], found["settled"])


def move_up(connection: Connection, name: str, to: int, *, least: int = 0) -> None:
    """Move the mark *name* up to *to*, if it stands at *least* or higher: else something before is not yet done."""
    connection.execute(_MOVE, {"which": name, "to": to, "least": least})


def fall_back(connection: Connection, name: str, to: int) -> None:
    """Move the mark *name* back to *to*: what comes after is to be done again."""
    connection.execute(_FALL_BACK, {"which": name, "to": to})
