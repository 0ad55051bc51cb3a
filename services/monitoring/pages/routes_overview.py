"""The first page over HTTP, and its tables for a spreadsheet."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from services.monitoring.charts.corridor import Mark
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.course import course_of
from services.monitoring.pages.desk import Desk, away
from services.monitoring.pages.figures import figures_of
from services.monitoring.pages.first_view import FirstView
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.neighbours import Answer
from services.monitoring.pages.overview import Scope, months_of, parts_of
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.tables import Cell, csv_of
from services.monitoring.pages.visitors import Visitor
from services.monitoring.pages.waiting import waiting
from services.monitoring.words.formats import Language


def add_overview(router: APIRouter, desk: Desk) -> None:
    """Add the first page."""
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/")
    async def overview(visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]) -> HTMLResponse:
        state = await desk.state(visitor, asked)
        if state is None or state.standings.day is None:
            said = waiting(state.standings if state else None, desk.frame.today, texts_in(asked.language))
            return desk.frame.render(
                "overview", asked, visitor, path="/", shown=state, view=None, waiting=said, office=None
            )
        return await _overview(desk, visitor, asked, state)

    @router.get("/board.csv")
    async def board_csv(visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]) -> Response:
        state = await desk.plan_state(visitor, asked)
        return _download("board", state, csv_of(_board_head(asked.language), _board(state, asked), asked.language))

    @router.get("/months.csv")
    async def months_csv(visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]) -> Response:
        state = await desk.plan_state(visitor, asked)
        words = texts_in(asked.language)["words"]
        head = ["id", words["series"], words["month"], words["target"], words["expected"], words["actual"]]
        return _download("months", state, csv_of(head, _months(state, asked), asked.language))


async def _overview(desk: Desk, visitor: Visitor, asked: Asked, state: Shown) -> HTMLResponse:
    about = {"plan": state.plan.id, "on": state.on, "known": asked.known, "lang": asked.language}
    said = await desk.neighbours.ask_all(
        {"board": ("planning", "/v1/board", about), "plans": ("planning", "/v1/plans", {})}, visitor.token
    )
    view = FirstView(state, asked.office, said.body("board"), asked.language)
    return desk.frame.render(
        "overview",
        asked,
        visitor,
        path="/",
        shown=state,
        view=view,
        office=view.office,
        course=course_of(state, view.totals[0].id, versions_in(said["plans"], state, asked.language)),
        away=away(said["board"], "planning", "pipeline", texts_in(asked.language)),
    )


def versions_in(plans: Answer, state: Shown, language: Language) -> list[Mark]:
    """Return marks for the versions of the plan that took effect within its year."""
    text = texts_in(language)["chart"]["version"]
    found = [
        (date.fromisoformat(one["valid_from"]), one["version"])
        for one in plans.body or []
        if one["id"] == state.plan.id
    ]
    return [Mark(day, text.format(version=n)) for day, n in found if state.plan.first_day < day <= state.plan.last_day]


def _download(name: str, state: Shown, body: bytes) -> Response:
    disposition = f'attachment; filename="{name}-{state.plan.year}-{state.on}.csv"'
    return Response(body, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


def _board_head(language: Language) -> list[str]:
    words = texts_in(language)["words"]
    low_and_high = [f"{words['forecast']} 10 %", f"{words['forecast']} 90 %"]
    columns = ["series", "target", "expected", "actual", "deviation", "forecast"]
    return ["id", *(words[name] for name in columns), *low_and_high, words["level"]]


def _board(state: Shown, asked: Asked) -> list[list[Cell]]:
    levels = texts_in(asked.language)["levels"]
    scope = Scope(asked.office)
    named = {series.id for series in state.plan.series}
    wholes = [figures_of(state, one, asked.language) for one in ("entries", "employees") if one in named]
    rows = [*(wholes if asked.office is None else []), *parts_of(state, scope, asked.language)]
    return [
        [
            row.id,
            row.title,
            row.target,
            row.expected,
            row.actual,
            row.deviation,
            *(
                _forecast(row.evaluation.forecast, row.evaluation.low, row.evaluation.high)
                if row.evaluation
                else [None] * 3
            ),
            levels[row.level] if row.evaluation else None,
        ]
        for row in rows
    ]


def _forecast(*figures: float) -> list[Cell]:
    return [round(figure) for figure in figures]


def _months(state: Shown, asked: Asked) -> list[list[Cell]]:
    ids = [row.id for row in parts_of(state, Scope(asked.office), asked.language)]
    return [
        [row.id, row.title, cell.month, cell.target, cell.expected, None if cell.ahead else cell.actual]
        for row in months_of(state, ["entries", *ids] if asked.office is None else ids, asked.language)
        for cell in row.cells
    ]
