"""The plan and its versions, the data, the method, and accessibility over HTTP."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from services.monitoring.domain.alerts import THRESHOLDS, WATCH_AT
from services.monitoring.domain.audience import Channel
from services.monitoring.formats import Language
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk, away
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.overview import by_month
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.visitors import Visitor
from services.monitoring.sentences import title_of
from services.monitoring.storage.notifications import people_of
from shared.clock import day_of, from_micros

_AGES = (0, 5, 7, 14, 21, 28, 35, 60, 90, 180)
_ROWS = 50


@dataclass(frozen=True, slots=True)
class Feed:
    """When an office was last heard of, and how many days ago."""

    title: str
    at: datetime | None
    days: int | None


def add_more(router: APIRouter, desk: Desk) -> None:
    """Add the pages about what figures rest on."""
    _add_plan(router, desk)
    _add_data(router, desk)
    _add_method(router, desk)
    _add_accessibility(router, desk)


def _add_plan(router: APIRouter, desk: Desk) -> None:
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/plan")
    async def plan(
        visitor: Annotated[Visitor, visiting],
        asked: Annotated[Asked, asks],
        version: Annotated[int | None, Query(ge=1, le=10**6)] = None,
    ) -> HTMLResponse:
        state = await desk.plan_state(visitor, asked)
        t, plan = texts_in(asked.language), state.plan
        questions: dict[str, Any] = {"plans": ("planning", "/v1/plans", {})}
        if version:
            path = f"/v1/plans/{plan.id}/versions/{version}/diff"
            questions["difference"] = ("planning", path, {"lang": asked.language})
        said = await desk.neighbours.ask_all(questions, visitor.token)
        versions = [one for one in said.body("plans") or [] if one["id"] == plan.id]
        newest: dict[str, Any] = max(versions, key=lambda one: one["version"], default={})
        owed = [series for series in plan.series if series.target is not None]
        return desk.frame.render(
            "plan",
            asked,
            visitor,
            path="/plan",
            shown=state,
            versions=sorted(versions, key=lambda one: -one["version"]),
            away=away(said["plans"], "planning", "plans", t),
            version=version,
            difference=said.body("difference") if version else None,
            difference_away=away(said["difference"], "planning", "difference", t) if version else "",
            unallocated=[
                (title_of(plan.find(one), asked.language, one), n)
                for one, n in newest.get("unallocated", {}).items()
                if n
            ],
            phasing_assumed="phasing" in newest.get("assumptions", {}),
            frozen=datetime.fromisoformat(newest["frozen"]) if newest.get("frozen") else None,
            targets=[(series, title_of(series, asked.language)) for series in owed],
            phasing=_phasing(state, asked.language),
            day=date.fromisoformat,
        )


def _phasing(state: Shown, language: Language) -> list[tuple[str, list[float], int]]:
    plan = state.plan
    return [
        (title_of(one, language), list(by_month(one, plan.last_day).values()), one.target)
        for one in plan.series
        if one.target
    ]


def _add_data(router: APIRouter, desk: Desk) -> None:
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
