"""The plan and its versions over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk, away
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.overview import by_month
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.visitors import Visitor
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import title_of


def add_plan(router: APIRouter, desk: Desk) -> None:
    """Add the page of the plan."""
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
