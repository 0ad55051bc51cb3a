"""HTTP to the use cases."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from services.planning.answers import PlanListed
from services.planning.board_routes import add_board
from services.planning.desk import add_desk
from services.planning.document import PlanDocument, PlanRefused, read_plan
from services.planning.domain.plan import Plan
from services.planning.entry_routes import add_entries
from services.planning.parts import Parts
from services.planning.questions import Reader
from services.planning.series_routes import add_series
from services.planning.storage import plans as plan_store
from services.planning.use_cases import publish_plan
from shared.clock import micros
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.body import read_body
from shared.web.problems import Problem

Manager = Annotated[Caller, Depends(caller_with("manage"))]

_PLAN_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": PlanDocument.model_json_schema()} for kind in ("application/yaml", "application/json")
        },
    }
}


def create_routes(parts: Parts) -> APIRouter:
    """Return planning's routes."""
    router = APIRouter(prefix="/v1")
    add_board(router, parts)
    _add_plans(router, parts)
    add_entries(router, parts)
    add_series(router, parts)
    add_desk(router, parts)
    return router


def _add_plans(router: APIRouter, parts: Parts) -> None:
    @router.get("/plans", tags=["plans"])
    async def plans(caller: Reader) -> list[PlanListed]:
        """List all published versions; to an office those of its district."""
        book = await parts.database.read(parts.shelf.book)
        return [_listed(plan) for plan in book.versions if caller.office in {None, *plan.offices}]

    @router.get("/plans/{plan}/versions/{version}", tags=["plans"], response_model=PlanDocument)
    async def version(plan: str, version: Annotated[int, Path(ge=1, le=10**6)], caller: Reader) -> Response:
        """Return a version as it was published; who is told what only to those who manage plans."""
        written = await parts.database.read(plan_store.written, plan, version)
        document = PlanDocument.model_validate_json(written) if written else None
        if document is None or caller.office not in {None, *document.offices}:
            raise Problem(404, "not-found", "There is no such version", "GET /v1/plans lists all of them.")
        if "manage" not in caller.rights:
            document = document.model_copy(update={"managers": {}})
        return Response(document.model_dump_json(), media_type="application/json")

    @router.post("/plans", tags=["plans"], status_code=201, openapi_extra=_PLAN_BODY)
    async def publish(
        request: Request,
        _: Manager,
        dry_run: Annotated[bool, Query(description="Check the plan and publish nothing.")] = False,  # noqa: FBT002 - a query parameter has a name
    ) -> PlanListed:
        """Publish a version of a plan; the same one again changes nothing."""
        try:
            document = await asyncio.to_thread(read_plan, await read_body(request))
            now = micros(parts.clock())
            plan = await parts.database.write(publish_plan, parts.shelf, document, now, dry_run=dry_run)
        except PlanRefused as refused:
            raise Problem(
                422, "plan-refused", "The plan cannot be used", "; ".join(refused.faults), faults=list(refused.faults)
            ) from None
        parts.relay.wake()
        return _listed(plan)


def _listed(plan: Plan) -> PlanListed:
    return PlanListed(
        id=plan.id,
        version=plan.version,
        year=plan.year,
        valid_from=plan.valid_from,
        district=plan.district,
        offices=dict(plan.offices),
        targets={series.id: series.target for series in plan.series if series.target is not None},
    )
