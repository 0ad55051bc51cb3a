"""What the routes of all pages share: the state, the other services, and errors that people can read."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute

from services.monitoring.pages.asked import Asked
from services.monitoring.pages.frame import Frame, Texts, texts_in
from services.monitoring.pages.neighbours import Answer, Neighbours
from services.monitoring.pages.shown import Shown, shown
from services.monitoring.pages.sums import Sums
from services.monitoring.pages.visitors import Visiting, Visitor
from services.monitoring.ports import Reading, Writing
from services.monitoring.reports.desk import ReportDesk
from services.monitoring.words.formats import Language
from shared.clock import Clock
from shared.storage import Database
from shared.web.problems import TYPE_PREFIX, Problem, wrong_parameter

_UNAUTHORIZED = 401


class Desk:
    """What pages are made with; *language* is spoken unless an address says otherwise."""

    def __init__(  # noqa: PLR0913 - names, not positions
        self,
        *,
        frame: Frame,
        reading: Reading,
        writing: Writing,
        database: Database,
        neighbours: Neighbours,
        reports: ReportDesk,
        visitor: Visiting,
        language: Language,
        clock: Clock,
        done: Callable[[], None],
    ) -> None:
        """Read with *reading*, ask *neighbours* for what is not monitoring's own, call *done* after a deed."""
        self.frame = frame
        self.reading = reading
        self.writing = writing
        self.database = database
        self.neighbours = neighbours
        self.reports = reports
        self.visitor = visitor
        self.language = language
        self.clock = clock
        self.done = done
        self._sums = Sums()

    def router(self) -> APIRouter:
        """Return a router whose errors are pages to a browser and problem+json to others."""
        return APIRouter(include_in_schema=False, route_class=self._route_class())

    async def state(self, visitor: Visitor, asked: Asked) -> Shown | None:
        """Return the state that *asked* is about."""
        return await self.reading(shown, visitor.caller, asked, self.frame.today, self._sums)

    async def plan_state(self, visitor: Visitor, asked: Asked) -> Shown:
        """Return the same where there is nothing to show without a plan."""
        state = await self.state(visitor, asked)
        if state is None:
            raise Problem(404, "not-found", "No plan is published yet", "Publish one: kurs plan publish FILE.yaml")
        return state

    def _route_class(self) -> type[APIRoute]:
        desk = self

        class PageRoute(APIRoute):
            def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
                handle = super().get_route_handler()

                async def handler(request: Request) -> Response:
                    try:
                        return await handle(request)
                    except (Problem, RequestValidationError) as error:
                        if "text/html" not in request.headers.get("accept", ""):
                            raise
                        problem = error if isinstance(error, Problem) else wrong_parameter(error)
                        return desk.problem_page(request, problem)

                return handler

        return PageRoute

    def problem_page(self, request: Request, problem: Problem) -> Response:
        """Return *problem* as a page, or the way to sign in."""
        given = request.query_params.get("lang")
        language: Language = "en" if given == "en" else "de" if given == "de" else self.language
        asked = Asked(language)
        if problem.status == _UNAUTHORIZED:
            return RedirectResponse(asked.link("/sign-in"), 303)
        words = texts_in(language)["problem"]
        name = str(problem.body["type"]).removeprefix(TYPE_PREFIX)
        name = name if name in words else "other"
        return self.frame.render(
            "problem", asked, None, path="/", status=problem.status, heading=words[name], detail=words[f"{name}_detail"]
        )


def away(answer: Answer, service: str, what: str, t: Texts) -> str:
    """Return the sentence that says what is missing and why; empty when nothing is."""
    if answer.fault is None:
        return ""
    words = t["away"]
    text: str = words[answer.fault].format(service=words[service], what=words[what])
    return text[:1].upper() + text[1:]
