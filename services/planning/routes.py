"""HTTP to the use cases."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Connection

from services.planning.answers import Board, EntryExplained, PlanListed
from services.planning.arrivals import ENTRY
from services.planning.board import entries_of, potential_of
from services.planning.desk import add_desk
from services.planning.discretion import for_office
from services.planning.document import PlanDocument, PlanRefused, read_plan
from services.planning.domain.plan import Plan
from services.planning.domain.revisions import History
from services.planning.explanation import explain
from services.planning.managers import Managers
from services.planning.parts import Parts
from services.planning.presentation import present_board
from services.planning.questions import KnownParameter, OnParameter, PlanParameter, view_of
from services.planning.storage import histories as store
from services.planning.storage import plans as plan_store
from services.planning.storage.mapping import entry_from
from services.planning.use_cases import publish_plan
from shared.clock import micros
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.body import read_body
from shared.web.problems import Problem

Reader = Annotated[Caller, Depends(caller_with("read"))]
Language = Annotated[str | None, Query(pattern="^(de|en)$", description="Default: KURS_LANGUAGE.")]
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
    _add_board(router, parts)
    _add_plans(router, parts)
    _add_entries(router, parts)
    add_desk(router, parts)
    return router


def _add_board(router: APIRouter, parts: Parts) -> None:
    @router.get("/board", tags=["board"], response_model_exclude_none=False)
    async def board(  # noqa: PLR0913, PLR0917 - the parameters of the contract
        caller: Reader,
        on: OnParameter = None,
        known: KnownParameter = None,
        by: Annotated[str | None, Query(pattern="^month$", description="`month`: each series by month too.")] = None,
        plan: PlanParameter = None,
        lang: Language = None,
    ) -> Board:
        """Return every series of the plan: expected, actual and what is announced."""
        now = parts.clock()

        def answered(connection: Connection) -> Board:
            book = parts.shelf.book(connection)
            view = view_of(book=book, caller=caller, now=now, on=on, known=known, plan=plan)
            tally, held = entries_of(connection, book, view), potential_of(connection, book, view)
            return present_board(view, tally, held, months=by == "month", language=lang or parts.language)

        answer = await parts.database.read(answered)
        return answer if caller.office is None else for_office(answer, caller.office)


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
            document = document.model_copy(update={"managers": Managers()})
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


def _add_entries(router: APIRouter, parts: Parts) -> None:
    @router.get(
        "/entries/{entry_id}",
        tags=["entries"],
        response_model=EntryExplained,
        responses={300: {"description": "Several sources use this id; choose one with `source`."}},
    )
    async def entry(
        entry_id: str, caller: Reader, source: str | None = None, lang: Language = None
    ) -> EntryExplained | JSONResponse:
        """Return an entry's revisions, whether it counts, where, and why."""
        book = await parts.database.read(parts.shelf.book)
        found = await parts.database.read(_visible, entry_id, caller, source)
        match found:
            case []:
                raise Problem(
                    404, "not-found", "There is no such entry", "Check the id; offices see their own entries."
                )
            case [(of, history)]:
                return explain((of, entry_id), history, book, parts.clock, lang or parts.language)
            case _:
                return JSONResponse({"sources": [of for of, _ in found]}, 300)


def _visible(connection: Connection, entry_id: str, caller: Caller, source: str | None) -> list[tuple[str, History]]:
    """Return the entries of that id which *caller* may see: an office those that are its own now."""
    named = store.entities_named(connection, ENTRY.name, entry_id)
    chosen = {number: of for number, of in named if source in {None, of}}
    histories = store.histories(connection, list(chosen))
    return [
        (chosen[number], history)
        for number, history in histories.items()
        if history.standing and caller.office in {None, entry_from(history.standing[max(history.standing)].data).office}
    ]
