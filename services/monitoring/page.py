"""The managers' page: server-rendered, without scripts and without any request to the outside."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.monitoring.domain.plan import Plan
from services.monitoring.formats import Formats, Language
from services.monitoring.ports import Reading, Records
from services.monitoring.queries import Standings, plans_of_the_day, standings_of
from services.monitoring.texts import TEXTS, Texts
from services.monitoring.view import View
from services.monitoring.visibility import as_seen_by, visible_plans
from shared.clock import Clock, day_of
from shared.keys import Caller
from shared.web.problems import Problem

_TEMPLATES = Path(__file__).parent / "templates"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY}

Viewer = Callable[..., Awaitable[Caller | None]]
"""A dependency that says who looks, None for anybody at this machine, or refuses."""


class Page:
    """Renders how a plan stands."""

    def __init__(self, clock: Clock, *, fixed_day: bool, mails_are_files: bool = False) -> None:
        """Read the templates; say on the page when its day is a *fixed_day*, and that *mails_are_files*."""
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._template = environment.get_template("page.html")
        self._clock = clock
        self._fixed_day = fixed_day
        self._mails_are_files = mails_are_files

    def render(self, standings: Standings | None, language: Language, others: Sequence[Plan] = ()) -> str:
        """Return the page as HTML, with links to the *others* of the viewer's plans."""
        texts, write = TEXTS[language], Formats(language)
        today = day_of(self._clock())
        day = standings.day if standings else None
        return self._template.render(
            t=texts,
            write=write,
            standings=standings,
            plan=standings.plan if standings else None,
            others=others,
            view=View(standings, day, texts) if standings and day else None,
            fixed=texts.fixed_day.format(day=write.day(today)) if self._fixed_day else "",
            outbox=texts.mails_are_files if self._mails_are_files else "",
            waiting=_waiting(standings, today, texts),
        )


def _waiting(standings: Standings | None, today: date, texts: Texts) -> tuple[str, str]:
    """Return what is missing while nothing is evaluated, and what happens next."""
    if standings is None:
        return texts.no_plan, texts.no_plan_next
    plan = standings.plan
    if not plan.judged:
        return texts.no_target, texts.no_target_next
    if not standings.counted:
        return texts.no_counts, texts.no_counts_next
    if plan.last_evaluable(today) is None:
        first = next(iter(plan.working_days.between(plan.first_day, plan.last_day)))
        return texts.no_day, texts.no_day_next.format(day=Formats(texts.language).day(first))
    return texts.computing, texts.computing_next


def create_page(page: Page, reading: Reading, clock: Clock, language: Language, viewer: Viewer) -> APIRouter:
    """Return the routes of the page and its stylesheet; only *viewer* sees the page."""
    router = APIRouter(include_in_schema=False)
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")

    @router.get("/")
    async def managers_page(
        caller: Annotated[Caller | None, Depends(viewer)], plan: str | None = None, lang: Language | None = None
    ) -> HTMLResponse:
        standings, others = await reading(_as_shown, caller, plan, day_of(clock()))
        return HTMLResponse(page.render(standings, lang or language, others), headers=_HEADERS)

    @router.get("/page.css")
    async def stylesheet() -> Response:
        return Response(style, media_type="text/css", headers=_HEADERS)

    return router


def _as_shown(
    records: Records, caller: Caller | None, plan: str | None, today: date
) -> tuple[Standings | None, list[Plan]]:
    """Return the plan asked for, or the first one of the day's year, and the viewer's other plans."""
    plans = visible_plans(records, caller, today)
    found = [one for one in plans if one.id == plan] if plan else plans_of_the_day(plans, today)
    if found:
        return as_seen_by(caller, standings_of(records, found[0], today)), [one for one in plans if one is not found[0]]
    if plan is not None:
        raise Problem(404, "not-found", "There is no such plan", "Planning has not published it.")
    return None, []
