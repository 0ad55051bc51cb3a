"""A series, the entries behind it, and a single entry over HTTP."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from services.monitoring.formats import Language
from services.monitoring.outlook import month_ends
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.course import course_of
from services.monitoring.pages.desk import Desk, away
from services.monitoring.pages.figures import figures_of, name_of
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.overview import months_of
from services.monitoring.pages.routes_overview import versions_in
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.visitors import Visitor
from services.monitoring.sentences import title_of
from services.monitoring.storage import past
from services.monitoring.visibility import may_see
from shared.web.problems import Problem

_LAST_DAYS = 10
After = Annotated[str | None, Query(max_length=300)]


def add_series(router: APIRouter, desk: Desk) -> None:
    """Add the pages below a figure; the longer addresses first, for ids of series contain slashes."""
    _add_entries(router, desk)
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/series/{series:path}")
    async def one_series(
        series: str, visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]
    ) -> HTMLResponse:
        state = await _state_with(desk, visitor, asked, series)
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


async def _state_with(desk: Desk, visitor: Visitor, asked: Asked, series: str) -> Shown:
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


def _add_entries(router: APIRouter, desk: Desk) -> None:
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/series/{series:path}/entries.csv")
    async def entries_csv(
        series: str, visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]
    ) -> StreamingResponse:
        state = await _state_with(desk, visitor, asked, series)
        if visitor.token is None:
            raise Problem(401, "unauthorized", "A valid key is needed", "Entries are planning's.")
        about = _about(state, asked) | {"format": "csv"}
        answer = await desk.neighbours.download(
            "planning", f"/v1/series/{quote(series)}/entries", visitor.token, **about
        )
        if answer is None or not answer.is_success:
            raise Problem(503, "away", "Planning does not answer", "Try again in a moment.")
        name = f'attachment; filename="{series.replace("/", "-")}.csv"'
        return StreamingResponse(_passed_on(answer), media_type="text/csv", headers={"Content-Disposition": name})

    @router.get("/series/{series:path}/entries")
    async def entries(
        series: str, visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks], after: After = None
    ) -> HTMLResponse:
        state = await _state_with(desk, visitor, asked, series)
        about = _about(state, asked) | {"after": after}
        said = await desk.neighbours.ask("planning", f"/v1/series/{quote(series)}/entries", visitor.token, **about)
        sectors = {one.id.removeprefix("sector/"): title_of(one, asked.language) for one in state.plan.series}
        return desk.frame.render(
            "entries",
            asked,
            visitor,
            path=f"/series/{series}/entries",
            shown=state,
            series=series,
            title=name_of(state.plan, series, asked.language),
            found=said.body,
            sectors=sectors,
            day=date.fromisoformat,
            after=_next(said.body),
            away=away(said, "planning", "entries", texts_in(asked.language)),
        )

    @router.get("/entries/{entry_id}")
    async def entry(
        entry_id: str,
        visitor: Annotated[Visitor, visiting],
        asked: Annotated[Asked, asks],
        source: Annotated[str | None, Query(max_length=200)] = None,
    ) -> HTMLResponse:
        path = f"/v1/entries/{quote(entry_id, safe='')}"
        said = await desk.neighbours.ask("planning", path, visitor.token, source=source, lang=asked.language)
        return desk.frame.render(
            "entry",
            asked,
            visitor,
            path=f"/entries/{entry_id}",
            entry_id=entry_id,
            found=said.body,
            moment=datetime.fromisoformat,
            away=away(said, "planning", "entry", texts_in(asked.language)),
        )


def _about(state: Shown, asked: Asked) -> dict[str, object]:
    return {"plan": state.plan.id, "on": state.on, "known": asked.known, "lang": asked.language}


def _next(body: dict[str, Any] | None) -> str:
    """Return the place after which the next page begins."""
    address = body["next"] if body else None
    return parse_qs(urlsplit(address).query).get("after", [""])[0] if address else ""


async def _passed_on(answer: httpx2.Response) -> AsyncIterator[bytes]:
    try:
        with suppress(httpx2.HTTPError):  # what is cut off is shorter than announced, which browsers tell
            async for part in answer.aiter_bytes():
                yield part
    finally:
        await answer.aclose()
