"""Closing a year over HTTP, and what changed afterwards."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection

from services.planning.closing.afterwards import after_closing
from services.planning.closing.answers import AfterClosing, PlanFrozen
from services.planning.closing.years import UnknownPlan, YearNotOver, freeze_plan
from services.planning.parts import Parts
from services.planning.storage.audit import Act
from services.planning.versions.planners import Planner
from shared.clock import micros
from shared.keys import Caller
from shared.web.access import district_with
from shared.web.problems import Problem

Confirm = Annotated[bool, Query(description="Close the year although it is not over.")]


DistrictReader = Annotated[
    Caller, Depends(district_with("read", "The list is the district's", "Use a key of the district with 'read'."))
]


def add_closing(router: APIRouter, parts: Parts) -> None:
    """Add the routes of closed years."""

    @router.post("/plans/{plan}/freeze", tags=["plans"])
    async def freeze(plan: str, caller: Planner, confirm: Confirm = False) -> PlanFrozen:  # noqa: FBT002 - a query parameter has a name
        """Close the plan's year: its figures stay from now on; a second time changes nothing. It cannot be undone."""
        act = Act(micros(parts.wall()), caller.key_id, "freeze", plan)
        try:
            at = await parts.database.write(freeze_plan, parts.shelf, act, parts.clock(), confirmed=confirm)
        except UnknownPlan:
            raise _no_such_plan() from None
        except YearNotOver:
            detail = "Its figures would stay although entries still begin. Send confirm=true if that is meant."
            raise Problem(409, "year-not-over", "The year of the plan is not over", detail) from None
        return PlanFrozen(id=plan, frozen=at)

    @router.get("/plans/{plan}/after-closing", tags=["plans"])
    async def changed(
        plan: str,
        _: DistrictReader,
        after: Annotated[str, Query(description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
    ) -> AfterClosing:
        """List the entries that changed after the year was closed: as it knows them, and as they are now."""

        def answered(connection: Connection) -> AfterClosing:
            book = parts.shelf.book(connection)
            closed = book.newest(plan)
            if closed is None:
                raise _no_such_plan()
            if plan not in book.frozen:
                detail = "Its figures follow what arrives. POST /v1/plans/{id}/freeze closes it."
                raise Problem(409, "not-frozen", "The year of the plan is not closed", detail)
            return after_closing(connection, book, closed, after, limit)

        return await parts.database.read(answered)


def _no_such_plan() -> Problem:
    return Problem(404, "not-found", "There is no such plan", "GET /v1/plans lists all of them.")
