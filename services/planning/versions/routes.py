"""Plans over HTTP: listed, shown, published."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Connection

from services.planning.parts import Parts
from services.planning.plan.document import PlanDocument, PlanRefused, plan_schema, read_plan
from services.planning.plan.managers import Managers
from services.planning.questions import today_of
from services.planning.storage import plans as plan_store
from services.planning.storage.plans import PlanBook
from services.planning.use_cases import publish_plan
from services.planning.versions.answers import PlanDifference, PlanListed
from services.planning.versions.comparing import compared
from services.planning.versions.difference import Asked, Version
from services.planning.versions.listing import list_plan
from services.planning.versions.planners import Language, Planner, VersionNumber, no_such_version, refusal
from shared.clock import micros
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.body import read_body

Reader = Annotated[Caller, Depends(caller_with("read"))]
DryRun = Annotated[bool, Query(description="Publish nothing; tell what would change on today's board.")]

PLAN_BODY = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": plan_schema()} for kind in ("application/yaml", "application/json")},
    }
}


def add_plans(router: APIRouter, parts: Parts) -> None:
    """Add the routes of the plans."""
    _add_reading(router, parts)
    _add_publishing(router, parts)


def _add_reading(router: APIRouter, parts: Parts) -> None:
    @router.get("/plans", tags=["plans"], response_model_exclude={"__all__": {"difference"}})
    async def plans(caller: Reader) -> list[PlanListed]:
        """List all published versions; to an office those of its district."""
        book = await parts.database.read(parts.shelf.book)
        return [list_plan(plan, book) for plan in book.versions if caller.office in {None, *plan.offices}]

    @router.get("/plans/{plan}/versions/{version}", tags=["plans"], response_model=PlanDocument)
    async def version(plan: str, version: VersionNumber, caller: Reader) -> Response:
        """Return a version as it was published; who is told what only to those who manage plans."""
        written = await parts.database.read(plan_store.written, plan, version)
        document = PlanDocument.model_validate_json(written) if written else None
        if document is None or caller.office not in {None, *document.offices}:
            raise no_such_version()
        if "manage" not in caller.rights:
            document = document.model_copy(update={"managers": Managers()})
        return Response(document.model_dump_json(), media_type="application/json")


def _add_publishing(router: APIRouter, parts: Parts) -> None:
    @router.post("/plans", tags=["plans"], status_code=201, openapi_extra=PLAN_BODY)
    async def publish(
        request: Request,
        response: Response,
        caller: Planner,
        dry_run: DryRun = False,  # noqa: FBT002 - a query parameter has a name
        lang: Language = None,
    ) -> PlanListed:
        """Publish a version of a plan; the same one again changes nothing."""
        try:
            document = await asyncio.to_thread(read_plan, await read_body(request))
            now = micros(parts.clock())
            plan = await parts.database.write(
                publish_plan, parts.shelf, document, now, by=caller.key_id, dry_run=dry_run
            )
        except PlanRefused as refused:
            raise refusal(refused.faults) from None
        if dry_run:
            response.status_code = 200
            asked = today_of(parts.clock(), lang or parts.language)
            difference = await parts.database.read(_against_the_newest, parts, Version(document, plan), asked)
            return list_plan(plan, PlanBook(()), difference)
        parts.relay.wake()
        return list_plan(plan, PlanBook(()))


def _against_the_newest(connection: Connection, parts: Parts, after: Version, asked: Asked) -> PlanDifference:
    book = parts.shelf.book(connection)
    newest = book.newest(after.plan.id)
    return compared(connection, book, after, newest.version if newest else None, asked)
