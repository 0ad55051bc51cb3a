"""A series over HTTP: its course, months, parts, alerts and verdicts."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from services.monitoring.outlook import month_ends
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.course import course_of
from services.monitoring.pages.desk import Desk, away
from services.monitoring.pages.figures import figures_of
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.overview import months_of
from services.monitoring.pages.routes_overview import versions_in
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.visitors import Visitor
from services.monitoring.storage import past
from services.monitoring.visibility import may_see
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import title_of
from shared.web.problems import Problem

_LAST_DAYS = 10
After = Annotated[str | None, Query(max_length=300)]


def add_series(router: APIRouter, desk: Desk) -> None:
    """Add the page of a series: after those below it, for ids of series contain slashes."""
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/series/{series:path}")
    async def one_series(
        series: str, visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]
    ) -> HTMLResponse:
        state = await state_with(desk, visitor, asked, series)
        about = {"plan": state.plan.id, "on": state.on, "known": asked.known, "by": "month", "lang": asked.language}
        said = await desk.neighbours.ask_all(
            {"board": ("planning", "/v1/board", about), "plans": ("planning", "/v1/plans", {})}, visitor.token
        )
        announced = _announced(said.body("board"), series)
        days = _days(state)
        planned = state.plan.find(series)
        return desk.frame.render(
            "series",
            asked,
            visitor,
            path=f"/series/{series}",
            shown=state,
            row=figures_of(state, series, asked.language),
            source=planned.source if planned else None,
            within=figures_of(state, planned.within, asked.language) if planned and planned.within else None,
            course=course_of(state, series, versions_in(said["plans"], state, asked.language)),
            alerts=[one for one in reversed(state.standings.alerts) if one.raised.series == series],
            months=months_of(state, [series], asked.language)[0],
            announced=announced,
            announced_sum=sum(n or 0 for n in announced.values()),
            away=away(said["board"], "planning", "pipeline", texts_in(asked.language)),
            parts=_parts(state, series, asked.language),
            days=await desk.database.read(past.course, state.plan.id, series, days),
        )


async def state_with(desk: Desk, visitor: Visitor, asked: Asked, series: str) -> Shown:
    """Return the state that a page about *series* shows; a :class:`Problem` where it may not be seen."""
    state = await desk.plan_state(visitor, asked)
    known = state.plan.find(series) is not None or series in state.counts
    if not known or not may_see(series, visitor.caller):
        raise Problem(404, "not-found", "There is no such series", "The board lists the series of a plan.")
    return state


def _announced(board: dict[str, Any] | None, series: str) -> dict[int, int | None]:
    found = next((one for one in (board or {}).get("series", []) if one["id"] == series), None)
    return {one["month"]: one["announced"] for one in found["months"]} if found else {}


def _days(state: Shown) -> list[date]:
    """Return the days whose verdicts are listed: the last working days of months, and the newest ones."""
    newest = state.standings.day
    if newest is None:
        return []
    working = state.plan.working_days
    ends = [working.last_before(end + timedelta(days=1)) for end in month_ends(state.plan) if end < newest]
    last = list(working.between(newest - timedelta(days=3 * _LAST_DAYS), newest))[-_LAST_DAYS:]
    return sorted({*ends, *last})


def _parts(state: Shown, series: str, language: Language) -> list[tuple[str, str, int]]:
    """Return the counts of *series* by office, or of an office by sector: id, title, entries."""
    plan, counts = state.plan, state.counts
    if series.startswith("office/"):
        found = {one: one.partition("/office/")[0] for one in counts if one.endswith(f"/{series}") and one != series}
    elif series == "entries":
        found = {one: one for one in counts if one.startswith("office/")}
    else:
        found = {one: one.removeprefix(f"{series}/") for one in counts if one.startswith(f"{series}/office/")}
    rows = [(one, title_of(plan.find(about), language, about), counts[one]) for one, about in found.items()]
    return sorted(rows, key=lambda row: -row[2])
