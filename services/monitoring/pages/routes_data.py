"""The data over HTTP: what offices report, what could not be read, how complete it is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from services.monitoring.formats import Language
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk, away
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.visitors import Visitor
from services.monitoring.sentences import title_of
from shared.clock import day_of, from_micros

_AGES = (0, 5, 7, 14, 21, 28, 35, 60, 90, 180)
_ROWS = 50


@dataclass(frozen=True, slots=True)
class Feed:
    """When an office was last heard of, and how many days ago."""

    title: str
    at: datetime | None
    days: int | None


def add_data(router: APIRouter, desk: Desk) -> None:
    """Add the page of the data."""
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/data")
    async def data(visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]) -> HTMLResponse:
        state = await desk.plan_state(visitor, asked)
        t = texts_in(asked.language)
        said = await desk.neighbours.ask_all(
            {
                "quarantine": ("planning", "/v1/dead-letters", {"state": "waiting", "limit": _ROWS}),
                "imports": ("intake", "/v1/imports", {"limit": _ROWS}),
                "refusals": ("intake", "/v1/refusals", {}),
            },
            visitor.token,
        )
        services = {"quarantine": "planning", "imports": "intake", "refusals": "intake"}
        found: dict[str, Any] = {}
        for name, service in services.items():
            found[name] = (said.body(name) or [])[-_ROWS:]
            found[f"{name}_away"] = away(said[name], service, name, t)
        return desk.frame.render(
            "data",
            asked,
            visitor,
            path="/data",
            shown=state,
            feeds=_feeds(state, asked.language, desk.frame.today),
            curve=[(age, _complete(state, age)) for age in _AGES],
            moment=datetime.fromisoformat,
            **found,
        )


def _feeds(state: Shown, language: Language, today: date) -> list[Feed]:
    feeds = []
    for office in sorted(state.plan.offices):
        at = from_micros(state.heard[office]) if office in state.heard else None
        days = max((today - day_of(at)).days, 0) if at else None
        feeds.append(Feed(title_of(state.plan.find(f"office/{office}"), language, office), at, days))
    return feeds


def _complete(state: Shown, age: int) -> float:
    curve = state.plan.completeness
    return curve[min(age, len(curve) - 1)]
