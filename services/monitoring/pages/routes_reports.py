"""The reports of the months over HTTP: as files, and closed by a plain form."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from sqlalchemy import Connection

from services.monitoring.domain.plan import Plan
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk
from services.monitoring.pages.downloads import passed_on
from services.monitoring.pages.forms import own_fields_of
from services.monitoring.pages.visitors import Visitor
from services.monitoring.reports.months import Month, month_in
from services.monitoring.reports.routes import as_problems
from services.monitoring.storage.reports import Closed, closed
from shared.web.problems import Problem

MonthText = Annotated[str, Path(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


@dataclass(frozen=True, slots=True)
class Line:
    """A month of the plan year, and how it was closed; ``over`` says that it can be."""

    month: Month
    over: bool
    closed: Closed | None


def add_reports(router: APIRouter, desk: Desk) -> None:
    """Add the page of the reports, their files, and the form that closes a month."""
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/reports")
    async def reports(visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]) -> HTMLResponse:
        state = await desk.plan_state(visitor, asked)
        lines = await desk.database.read(lines_of, state.plan, desk.frame.today)
        return desk.frame.render("reports", asked, visitor, path="/reports", shown=state, lines=lines)

    @router.get("/reports/{month}.{form}")
    async def report(
        month: MonthText,
        form: Literal["pdf", "xlsx", "csv", "json"],
        visitor: Annotated[Visitor, visiting],
        asked: Annotated[Asked, asks],
    ) -> StreamingResponse:
        about = {"plan": asked.plan, "lang": asked.language}
        return await passed_on(
            desk, visitor, "monitoring", f"/v1/reports/{month}.{form}", f"report-{month}.{form}", **about
        )

    @router.post("/reports/{month}/close")
    async def close(
        month: MonthText, request: Request, visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]
    ) -> Response:
        await own_fields_of(request, visitor)
        if not visitor.may_act or visitor.caller is None or visitor.session is None:
            raise Problem(403, "forbidden", "The key lacks a right", "It needs the right manage, of the district.")
        with as_problems():
            who, authorization = visitor.session.name, f"Bearer {visitor.session.token}"
            await desk.reports.close(visitor.caller, asked.plan, month_in(month), who, authorization)
        return RedirectResponse(asked.link("/reports"), 303)


def lines_of(connection: Connection, plan: Plan, today: date) -> list[Line]:
    """Return the months of *plan* that have begun before *today*, the newest first."""
    months = [Month(plan.year, number) for number in range(12, 0, -1)]
    begun = [month for month in months if month.first < today]
    return [Line(month, month.is_over(today), closed(connection, plan.id, str(month))) for month in begun]
