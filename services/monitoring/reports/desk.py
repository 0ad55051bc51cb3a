"""Reports for whoever asks: which plan's month, what planning adds, and what of it they see."""

from sqlalchemy import Connection

from services.monitoring.domain.plan import Plan
from services.monitoring.reports.asking import NOT_ASKED, Answer, Planning
from services.monitoring.reports.closing import By, close_month
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.months import Month
from services.monitoring.reports.reporting import day_reported, report_of
from services.monitoring.reports.seen import report_for
from services.monitoring.storage.records import SqlRecords
from services.monitoring.storage.reports import closed
from services.monitoring.visibility import visible_plans
from shared.clock import Clock, day_of
from shared.keys import Caller
from shared.storage import Database
from shared.web.problems import Problem


class ReportDesk:
    """Hands out and closes the reports of months."""

    def __init__(self, database: Database, planning: Planning, clock: Clock) -> None:
        """Look into *database*, ask *planning* for what is not monitoring's own."""
        self._database = database
        self._planning = planning
        self._clock = clock

    async def report(self, caller: Caller | None, plan: str | None, month: Month, authorization: str) -> Report:
        """Return the report of *month* as *caller* may see it; None is somebody at this machine, who sees everything.

        Raises :class:`Problem`, and what :func:`report_of` raises.
        """
        found = await self._database.read(plan_of_month, caller, plan, month)
        answer = await self._ask(found, month, authorization)
        return report_for(caller, await self._database.read(report_of, found, month, day_of(self._clock()), answer))

    async def close(self, caller: Caller, plan: str | None, month: Month, who: str, authorization: str) -> Report:
        """Close *month* in the name of *who* and return its report. Raises what :func:`close_month` raises, too."""
        found = await self._database.read(plan_of_month, caller, plan, month)
        by = By(caller.key_id, who, self._clock())
        answer = await self._ask(found, month, authorization) if month.is_over(day_of(by.at)) else NOT_ASKED
        return await self._database.write(close_month, found, month, by, answer)

    async def _ask(self, plan: Plan, month: Month, authorization: str) -> Answer:
        """Return what planning says about a month that is not closed."""
        if not authorization or await self._database.read(_is_closed, plan, month):
            return NOT_ASKED
        day = day_reported(plan, month, day_of(self._clock()))
        return await self._planning.vouchers(plan.id, day, authorization)


def _is_closed(connection: Connection, plan: Plan, month: Month) -> bool:
    return closed(connection, plan.id, str(month)) is not None


def plan_of_month(connection: Connection, caller: Caller | None, plan: str | None, month: Month) -> Plan:
    """Return the plan of that id, or the only one of the month's year, as in force in the end. Raises Problem."""
    after = month.following.first
    plans = [one for one in visible_plans(SqlRecords(connection), caller, after) if one.year == month.year]
    match [one for one in plans if plan is None or one.id == plan]:
        case [one]:
            return one
        case []:
            detail = "Planning has published none for that year, or not under that id."
            raise Problem(404, "not-found", "There is no such plan with that month", detail)
        case several:
            names = ", ".join(one.id for one in several)
            raise Problem(409, "several-plans", "Several plans fit", f"Choose one with 'plan': {names}.")
