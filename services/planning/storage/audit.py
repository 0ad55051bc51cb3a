"""The audit log: rows are added and never changed; each carries a hash over itself and the one before."""

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


@dataclass(frozen=True, slots=True)
class AuditChecked:
    """How many acts the log holds, its newest hash, and the rows that do not follow from the one before.

    Those somebody changed, or cut out a row before them. Rows cut off at the end are missed only by who noted a head:
    *holds* says whether that one is still there, None when none was asked for.
    """

    acts: int
    head: str
    broken: list[int]
    holds: bool | None


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


def checked(connection: Connection, noted: str | None) -> AuditChecked:
    """Follow the whole log, and look whether it still holds the head that somebody *noted* earlier."""
    before, acts, broken, holds = "", 0, [], False
    for row in connection.execute(select(_AUDIT).order_by(_AUDIT.c.id)):
        if row.chain != _chain(before, Act(row.at, row.key_id, row.act, row.object)):
            broken.append(row.id)
        before, acts, holds = row.chain, acts + 1, holds or row.chain == noted
    return AuditChecked(acts=acts, head=before, broken=broken, holds=None if noted is None else holds)


def _chain(before: str, act: Act) -> str:
    return sha256("\n".join([before, *map(str, astuple(act))]).encode()).hexdigest()
