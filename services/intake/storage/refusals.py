"""The log of refusals: the newest of each office, for a month."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, delete, insert, select

from services.intake.ports import NotedRefusal
from services.intake.storage.away import saying_away
from services.intake.storage.tables import RefusalRow
from shared.clock import Clock, from_micros, micros
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import Database, table

KEPT_OF_AN_OFFICE = 10_000
KEPT_FOR = timedelta(days=30)

_REFUSAL = table(RefusalRow)
_COLUMNS = [_REFUSAL.c[name] for name in ("office", "at", "type", "rule", "pointer")]
_FIRST_TOO_MANY = (
    select(_REFUSAL.c.number)
    .where(_REFUSAL.c.office == bindparam("of"))
    .order_by(_REFUSAL.c.number.desc())
    .limit(1)
    .offset(KEPT_OF_AN_OFFICE)
    .scalar_subquery()
)
_TOO_MANY = delete(_REFUSAL).where(_REFUSAL.c.office == bindparam("of"), _REFUSAL.c.number <= _FIRST_TOO_MANY)
_TOO_OLD = delete(_REFUSAL).where(_REFUSAL.c.at < bindparam("before"))


class SqlRefusals:
    """Keeps the table ``refusal``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Write to *database*; by *clock* old refusals are forgotten."""
        self._database = database
        self._clock = clock

    async def keep(self, refusals: Sequence[NotedRefusal]) -> None:
        """Add *refusals* and forget what is too old or too much."""
        with saying_away():
            await self._database.write(_keep, refusals, micros(self._clock() - KEPT_FOR))

    async def page(self, office: str | None, after: int, limit: int) -> Sequence[tuple[int, NotedRefusal]]:
        """Return up to *limit* refusals with a number above *after*, of one office or of all."""
        with saying_away():
            return await self._database.read(_page, office, after, limit)


def _keep(connection: Connection, refusals: Sequence[NotedRefusal], before: int) -> None:
    rows = [(one.office or "", micros(one.at), one.type, one.rule, one.pointer) for one in refusals]
    connection.execute(_insert(connection), parameters(rows))
    connection.execute(_TOO_OLD, {"before": before})
    for office in sorted({row[0] for row in rows}):
        connection.execute(_TOO_MANY, {"of": office})


@built_once
def _insert(connection: Connection) -> Insert:
    return insert(_REFUSAL).from_select(_COLUMNS, rows_as_table(connection, _COLUMNS))


def _page(connection: Connection, office: str | None, after: int, limit: int) -> list[tuple[int, NotedRefusal]]:
    chosen: Any = select(_REFUSAL).where(_REFUSAL.c.number > after).order_by(_REFUSAL.c.number).limit(limit)
    rows = connection.execute(chosen if office is None else chosen.where(_REFUSAL.c.office == office))
    return [
        (row.number, NotedRefusal(row.office or None, from_micros(row.at), row.type, row.rule, row.pointer))
        for row in rows
    ]
