"""The sample year in monitoring's database, judged, and what is reported of it."""

import asyncio
from datetime import date
from pathlib import Path

from sqlalchemy import update

from services import monitoring
from services.monitoring.domain.plan import Plan
from services.monitoring.reports.asking import NOT_ASKED, Answer
from services.monitoring.reports.closing import By, close_month
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.months import month_in
from services.monitoring.reports.reporting import report_of
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import SqlRecords
from services.monitoring.storage.tables import PlanRow
from services.monitoring.use_cases import play_due_days, record_fulfilment, take_up_plans
from shared.clock import clock_on
from shared.events import FulfilmentCounted, Managers, Person
from shared.migrate import migrate
from shared.storage import Database, table
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan

_MIGRATIONS = Path(monitoring.__file__).parent / "migrations"


class Month:
    """A monitoring database on a day; the day can be moved on."""

    def __init__(self, url: str) -> None:
        """Look into the database at *url*."""
        self._url = url
        self.database = Database(url, "monitoring")
        self.today = date(2026, 10, 1)

    async def make(self, counted: FulfilmentCounted | None = None) -> None:
        """Make the tables, keep what was *counted*, by default the sample year, and judge the days up to yesterday."""
        await asyncio.to_thread(migrate, "monitoring", self._url, _MIGRATIONS)
        await take_up_plans([sample_plan()], writing(self.database))
        await self.count(counted or sample_fulfilment())

    async def name(self, *people: Person) -> None:
        """Let the plan name *people*, and nobody else; what was judged stays."""
        named = sample_plan().model_copy(update={"managers": Managers(people=people)})
        body = named.model_dump_json().encode()
        await self.database.write(lambda connection: connection.execute(update(table(PlanRow)).values(body=body)))

    async def count(self, counted: FulfilmentCounted) -> None:
        """Keep what was *counted* and judge the days up to yesterday."""
        await record_fulfilment([counted], writing(self.database))
        await self.move_to(self.today)

    async def move_to(self, today: date) -> None:
        """Let it be *today*, and judge the days up to yesterday."""
        self.today = today
        await play_due_days(PLAN, writing(self.database), clock_on(today))

    async def plan(self) -> Plan:
        """Return the plan as it is judged."""
        return await self.database.read(lambda connection: SqlRecords(connection).plans()[0])

    async def report(self, month: str, answer: Answer = NOT_ASKED) -> Report:
        """Return the report of *month*."""
        plan = await self.plan()
        return await self.database.read(report_of, plan, month_in(month), self.today, answer)

    async def close(self, month: str, who: str = "Controlling") -> Report:
        """Close *month*."""
        by = By("key", who, clock_on(self.today)())
        return await self.database.write(close_month, await self.plan(), month_in(month), by, NOT_ASKED)
