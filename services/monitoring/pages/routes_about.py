"""How it is computed, and how accessible it is, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from services.monitoring.domain.alerts import THRESHOLDS, WATCH_AT
from services.monitoring.domain.audience import Channel
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk
from services.monitoring.pages.visitors import Visitor
from services.monitoring.storage.notifications import people_of
from services.monitoring.words.sentences import title_of


def add_about(router: APIRouter, desk: Desk) -> None:
    """Add the pages about the pages."""
    _add_method(router, desk)
    _add_accessibility(router, desk)


def _add_method(router: APIRouter, desk: Desk) -> None:
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/method")
    async def method(visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]) -> HTMLResponse:
        state = await desk.state(visitor, asked)
        plan = state.plan if state else None
        judged = state.standings.evaluations if state else {}
        first, second = THRESHOLDS[1], THRESHOLDS[2]
        return desk.frame.render(
            "method",
            asked,
            visitor,
            path="/method",
            shown=state,
            levels=[
                ("watch", WATCH_AT, WATCH_AT),
                ("warning", first.warning, second.warning),
                ("critical", first.critical, second.critical),
            ],
            dispersion=[
                (title_of(plan.find(one), asked.language, one), judged[one].dispersion) for one in judged if plan
            ],
            assumed=[
                (title_of(one, asked.language), one.assumption if isinstance(one.assumption, str) else "")
                for one in (plan.series if plan else ())
                if one.assumption
            ],
        )


def _add_accessibility(router: APIRouter, desk: Desk) -> None:
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/accessibility")
    async def accessibility(visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]) -> HTMLResponse:
        state = await desk.state(visitor, asked)
        people = await desk.database.read(people_of, state.plan.id) if state else []
        contacts = [(one.name, dict(one.addresses).get(Channel.MAIL, "")) for one in people if one.operations]
        return desk.frame.render("accessibility", asked, visitor, path="/accessibility", shown=state, contacts=contacts)
