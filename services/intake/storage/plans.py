"""What intake remembers of the published plans."""

import time
from collections.abc import Collection

from sqlalchemy import Connection, func, select

from services.intake.domain.known import Known, PlanCodes
from services.intake.storage.away import saying_away
from services.intake.storage.tables import PlanRow
from shared.storage import Database, insert_into, table

PLAN = table(PlanRow)
_LOOK_AGAIN_S = 1.0


class SqlPlans:
    """The codes of the plans, at hand in memory.

    A message about a plan reaches one replica only: the others find it in the table when they look again.
    """

    def __init__(self, database: Database) -> None:
        """Read and write *database*."""
        self._database = database
        self._known: Known | None = None
        self._look_again = 0.0

    async def remember(self, plans: Collection[PlanCodes]) -> None:
        """Keep those of *plans* that are newer than what is kept of the same plan."""
        await self._database.write(_take_up_all, plans)
        self._look_again = 0.0

    async def known(self) -> Known | None:
        """Return all codes, or None when no plan was published yet."""
        if self._known is None or time.monotonic() >= self._look_again:
            self._look_again = time.monotonic() + _LOOK_AGAIN_S
            with saying_away():
                self._known = await self._database.read(_read)
        return self._known

    async def count(self) -> int:
        """Return how many plans are known."""
        counted = select(func.count()).select_from(PLAN)
        return await self._database.read(lambda connection: connection.scalar(counted)) or 0


def _read(connection: Connection) -> Known | None:
    rows = connection.execute(select(PLAN)).all()
    plans = [
        PlanCodes(
            row.plan,
            row.version,
            row.year,
            frozenset(row.offices),
            frozenset(row.sectors),
            frozenset(row.fed_by_files),
        )
        for row in rows
    ]
    return Known.of(plans) if plans else None


def _take_up_all(connection: Connection, plans: Collection[PlanCodes]) -> None:
    for plan in plans:
        _take_up(connection, plan)


def _take_up(connection: Connection, plan: PlanCodes) -> None:
    statement = insert_into(connection, PLAN).values(
        plan=plan.plan,
        version=plan.version,
        year=plan.year,
        offices=sorted(plan.offices),
        sectors=sorted(plan.sectors),
        fed_by_files=sorted(plan.fed_by_files),
    )
    new = statement.excluded
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[PLAN.c.plan],
            set_={name: new[name] for name in ("version", "year", "offices", "sectors", "fed_by_files")},
            where=new.version > PLAN.c.version,
        )
    )
