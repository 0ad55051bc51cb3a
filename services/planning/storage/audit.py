"""The audit log: rows are added and never changed; each carries a hash over itself and the one before."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from services.planning.storage.tables import AuditRow
from shared.storage import table

_AUDIT = table(AuditRow)


@dataclass(frozen=True, slots=True)
class Act:
    """Who (a key's id) did what to which object, and when (microseconds)."""

    at: int
    key_id: str
    act: str
    object: str


def note(connection: Connection, act: Act) -> None:
    """Add *act* to the log."""
    newest = select(_AUDIT.c.chain).order_by(_AUDIT.c.id.desc()).limit(1).with_for_update()
    before = connection.scalar(newest) or ""
    values = {"at": act.at, "key_id": act.key_id, "act": act.act, "object": act.object, "chain": _chain(before, act)}
    connection.execute(insert(_AUDIT).values(**values))


def acts_on(connection: Connection, of: str) -> list[Act]:
    """Return what was done to an object."""
    columns = (_AUDIT.c.at, _AUDIT.c.key_id, _AUDIT.c.act, _AUDIT.c.object)
    return [
        Act(*row) for row in connection.execute(select(*columns).where(_AUDIT.c.object == of).order_by(_AUDIT.c.id))
    ]


def broken_rows(connection: Connection) -> Iterator[int]:
    """Yield the numbers of the rows that do not follow from the one before: somebody changed the log."""
    before = ""
    for row in connection.execute(select(_AUDIT).order_by(_AUDIT.c.id)):
        if row.chain != _chain(before, Act(row.at, row.key_id, row.act, row.object)):
            yield row.id
        before = row.chain


def _chain(before: str, act: Act) -> str:
    return sha256("\n".join([before, *map(str, astuple(act))]).encode()).hexdigest()
