"""The data over HTTP: what offices report, what could not be read, how complete it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from services.monitoring.feeds.queries import Feed as Reported
from services.monitoring.feeds.queries import feeds_of
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk, away
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.visitors import Visitor
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import title_of

_AGES = (0, 5, 7, 14, 21, 28, 35, 60, 90, 180)
_ROWS = 50


@dataclass(frozen=True, slots=True)
class Feed:
    """When an office was last heard of, how many days ago, how it reports, and whether it is silent."""

    title: str
    fed_by: str
    at: datetime | None
    days: int | None
    silent: bool


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
            feeds=_feeds(state, await desk.reading(feeds_of, state.plan, desk.frame.today), asked.language),
            curve=[(age, _complete(state, age)) for age in _AGES],
            moment=datetime.fromisoformat,
            **found,
        )


def _feeds(state: Shown, feeds: Sequence[Reported], language: Language) -> list[Feed]:
    return [_feed(state, one, language) for one in feeds if state.sees(f"office/{one.office}")]


def _feed(state: Shown, feed: Reported, language: Language) -> Feed:
    title = title_of(state.plan.find(f"office/{feed.office}"), language, feed.office)
    days = max((state.on - feed.heard).days + 1, 0) if feed.heard else None
    return Feed(title, feed.fed_by, feed.last_event, days, feed.silent)


def _complete(state: Shown, age: int) -> float:
    curve = state.plan.completeness
    return curve[min(age, len(curve) - 1)]
