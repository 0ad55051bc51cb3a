"""Comparing plans over HTTP: one version with another, and the board as it might be."""

import asyncio
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection

from services.planning.board.board import View
from services.planning.parts import Parts
from services.planning.plan.document import PlanRefused, read_plan
from services.planning.questions import KnownParameter, OnParameter, known_before, today_of
from services.planning.versions.answers import PlanDifference, WhatIf
from services.planning.versions.comparing import compared, published
from services.planning.versions.planners import Language, Planner, VersionNumber, refusal, version_of
from services.planning.versions.routes import PLAN_BODY
from services.planning.versions.what_if import plan_under, what_if
from shared.clock import day_of, micros
from shared.web.body import read_body

Against = Annotated[int | None, Query(ge=1, le=10**6, description="A version; default: the newest one below.")]


def add_comparisons(router: APIRouter, parts: Parts) -> None:
    """Add the routes that compare plans."""
    _add_difference(router, parts)
    _add_what_if(router, parts)


def _add_difference(router: APIRouter, parts: Parts) -> None:
    @router.get("/plans/{plan}/versions/{version}/diff", tags=["plans"])
    async def diff(
        plan: str, version: VersionNumber, _: Planner, against: Against = None, lang: Language = None
    ) -> PlanDifference:
        """Return what a version changes against another on today's board, every entry counted under both."""

        def answered(connection: Connection) -> PlanDifference:
            book = parts.shelf.book(connection)
            after = published(connection, version_of(book, plan, version))
            return compared(connection, book, after, against, today_of(parts.clock(), lang or parts.language))

        return await parts.database.read(answered)


def _add_what_if(router: APIRouter, parts: Parts) -> None:
    @router.post("/plans/what-if", tags=["plans"], openapi_extra=PLAN_BODY)
    async def under_another_plan(
        request: Request,
        _: Planner,
        on: OnParameter = None,
        known: KnownParameter = None,
        by: Annotated[str | None, Query(pattern="^month$", description="`month`: each series by month too.")] = None,
        lang: Language = None,
    ) -> WhatIf:
        """Return the board as it would look under the plan sent, with a proposal for its quotas; nothing is kept."""
        now = parts.clock()

        def answered(connection: Connection) -> WhatIf:
            book = parts.shelf.book(connection)
            plan = plan_under(connection, document, book, micros(now))
            view = View(plan, on or day_of(now) - timedelta(days=1), known_before(known, now), now)
            curve = parts.delays.of(connection, book, plan, view.known_day)
            return what_if(connection, book, view, curve, months=by == "month", language=lang or parts.language)

        try:
            document = await asyncio.to_thread(read_plan, await read_body(request))
            return await parts.database.read(answered)
        except PlanRefused as refused:
            raise refusal(refused.faults) from None
