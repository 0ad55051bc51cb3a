"""The pages over HTTP."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from services.monitoring.charts.corridor import Mark
from services.monitoring.formats import Formats, Language
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.course import course_of
from services.monitoring.pages.first_view import FirstView
from services.monitoring.pages.frame import HEADERS, Frame, Texts, stylesheet, texts_in
from services.monitoring.pages.neighbours import Answer, Neighbours
from services.monitoring.pages.shown import Shown, Sums, shown
from services.monitoring.pages.visitors import Visitor, Visiting
from services.monitoring.ports import Reading
from services.monitoring.queries import Standings


class Pages:
    """What all pages are made with."""

    def __init__(self, frame: Frame, reading: Reading, neighbours: Neighbours, visitor: Visiting) -> None:
        """Read with *reading* and ask *neighbours* for what is not monitoring's own."""
        self.frame = frame
        self.reading = reading
        self.neighbours = neighbours
        self.visitor = visitor
        self._sums = Sums()

    async def state(self, visitor: Visitor, asked: Asked) -> Shown | None:
        """Return the state that *asked* is about."""
        return await self.reading(shown, visitor.caller, asked, self.frame.today, self._sums)


def create_pages(pages: Pages, language: Language) -> APIRouter:
    """Return the routes of all pages; *language* is spoken unless an address says otherwise."""
    router = APIRouter(include_in_schema=False)
    style = stylesheet()

    @router.get("/page.css")
    async def style_of_all() -> Response:
        return Response(style, media_type="text/css", headers=HEADERS | {"Cache-Control": "max-age=3600"})

    _add_overview(router, pages, language)
    return router


def _add_overview(router: APIRouter, pages: Pages, language: Language) -> None:
    @router.get("/")
    async def overview(
        visitor: Annotated[Visitor, Depends(pages.visitor)], asked: Annotated[Asked, Depends(asking(language))]
    ) -> HTMLResponse:
        state = await pages.state(visitor, asked)
        if state is None or state.standings.day is None:
            waiting = _waiting(state.standings if state else None, pages.frame.today, texts_in(asked.language))
            return pages.frame.render(
                "overview", asked, visitor, path="/", shown=state, view=None, waiting=waiting, office=None
            )
        about = {"plan": state.plan.id, "lang": asked.language}
        said = await pages.neighbours.ask_all(
            {
                "board": ("planning", "/v1/board", about | {"on": state.on, "known": asked.known}),
                "plans": ("planning", "/v1/plans", {}),
            },
            visitor.token,
        )
        view = FirstView(state, asked.office, said.body("board"), asked.language)
        course = course_of(state, view.totals[0].id, _versions(said["plans"], state, asked.language))
        view_away = away(said["board"], "planning", "pipeline", texts_in(asked.language))
        return pages.frame.render(
            "overview", asked, visitor, path="/", shown=state, view=view, office=view.office, course=course,
            away=view_away,
        )  # fmt: skip


def _versions(plans: Answer, state: Shown, language: Language) -> list[Mark]:
    t = texts_in(language)
    marks = []
    for one in plans.body or []:
        day = date.fromisoformat(one["valid_from"])
        if one["id"] == state.plan.id and state.plan.first_day < day <= state.plan.last_day:
            marks.append(Mark(day, t["chart"]["version"].format(version=one["version"])))
    return marks


def away(answer: Answer, service: str, what: str, t: Texts) -> str:
    """Return the sentence that says what is missing and why; empty when nothing is."""
    if answer.fault is None:
        return ""
    words = t["away"]
    text: str = words[answer.fault.replace("-", "_")].format(service=words[service], what=words[what])
    return text[:1].upper() + text[1:]


def _waiting(standings: Standings | None, today: date, t: Texts) -> tuple[str, str]:
    """Return what is missing while nothing is evaluated, and what happens next."""
    words = t["waiting"]
    why = _missing(standings, today)
    following = words[f"{why}_next"]
    if why == "no_day" and standings is not None:
        plan = standings.plan
        first = next(iter(plan.working_days.between(plan.first_day, plan.last_day)))
        following = following.format(day=Formats(t["frame"]["language"]).day(first))
    return words[why], following


def _missing(standings: Standings | None, today: date) -> str:
    if standings is None:
        return "no_plan"
    if not standings.plan.judged:
        return "no_target"
    if not standings.counted:
        return "no_counts"
    return "no_day" if standings.plan.last_evaluable(today) is None else "computing"
