"""The entries behind a figure, and a single entry with its reason, over HTTP."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qs, quote, urlsplit

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk, away
from services.monitoring.pages.downloads import passed_on
from services.monitoring.pages.figures import name_of
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.routes_series import state_with
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.visitors import Visitor
from services.monitoring.words.sentences import title_of
from shared.web.problems import Problem

After = Annotated[str | None, Query(max_length=300)]
Month = Annotated[int | None, Query(ge=1, le=12)]


def add_entries(router: APIRouter, desk: Desk) -> None:
    """Add the entries behind a figure, and a single one."""
    _add_lists(router, desk)
    _add_entry(router, desk)


def _add_lists(router: APIRouter, desk: Desk) -> None:
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/series/{series:path}/entries.csv")
    async def entries_csv(
        series: str, visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks], month: Month = None
    ) -> StreamingResponse:
        state = await state_with(desk, visitor, asked, series)
        about = _about(state, asked, month) | {"format": "csv"}
        path = f"/v1/series/{quote(series)}/entries"
        name = series.replace("/", "-") + (f"-{month:02d}" if month else "")
        return await passed_on(desk, visitor, "planning", path, f"{name}.csv", **about)

    @router.get("/series/{series:path}/entries")
    async def entries(
        series: str,
        visitor: Annotated[Visitor, visiting],
        asked: Annotated[Asked, asks],
        after: After = None,
        month: Month = None,
    ) -> HTMLResponse:
        state = await state_with(desk, visitor, asked, series)
        about = _about(state, asked, month) | {"after": after}
        said = await desk.neighbours.ask("planning", f"/v1/series/{quote(series)}/entries", visitor.token, **about)
        sectors = {one.id.removeprefix("sector/"): title_of(one, asked.language) for one in state.plan.series}
        return desk.frame.render(
            "entries",
            asked,
            visitor,
            path=f"/series/{series}/entries",
            shown=state,
            series=series,
            month=month,
            title=name_of(state.plan, series, asked.language),
            found=said.body,
            sectors=sectors,
            day=date.fromisoformat,
            after=_next(said.body),
            away=away(said, "planning", "entries", texts_in(asked.language)),
        )


def _add_entry(router: APIRouter, desk: Desk) -> None:
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/entries/{entry_id}")
    async def entry(
        entry_id: str,
        visitor: Annotated[Visitor, visiting],
        asked: Annotated[Asked, asks],
        source: Annotated[str | None, Query(max_length=200)] = None,
    ) -> HTMLResponse:
        path = f"/v1/entries/{quote(entry_id, safe='')}"
        said = await desk.neighbours.ask("planning", path, visitor.token, source=source, lang=asked.language)
        if said.status == HTTPStatus.NOT_FOUND:
            raise Problem(404, "not-found", "There is no such entry", "A series leads to the entries behind it.")
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


def _about(state: Shown, asked: Asked, month: int | None) -> dict[str, object]:
    return {"plan": state.plan.id, "on": state.on, "known": asked.known, "lang": asked.language, "month": month}


def _next(body: dict[str, Any] | None) -> str:
    """Return the place after which the next page begins."""
    address = body["next"] if body else None
    return parse_qs(urlsplit(address).query).get("after", [""])[0] if address else ""
