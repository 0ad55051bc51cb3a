"""HTTP to the use cases."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from services.planning.answers import Board, EntryExplained
from services.planning.arrivals import ENTRY
from services.planning.board import entries_of, potential_of
from services.planning.closing_routes import add_closing
from services.planning.comparing_routes import add_comparisons
from services.planning.desk import add_desk
from services.planning.discretion import for_office
from services.planning.domain.revisions import History
from services.planning.explanation import explain
from services.planning.nowhere_routes import add_nowhere
from services.planning.parts import Parts
from services.planning.plan_routes import add_plans
from services.planning.presentation import present_board
from services.planning.questions import KnownParameter, OnParameter, PlanParameter, view_of
from services.planning.storage import histories as store
from services.planning.storage.mapping import entry_from
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.problems import Problem

Reader = Annotated[Caller, Depends(caller_with("read"))]
Language = Annotated[str | None, Query(pattern="^(de|en)$", description="Default: KURS_LANGUAGE.")]


def create_routes(parts: Parts) -> APIRouter:
    """Return planning's routes."""
    router = APIRouter(prefix="/v1")
    _add_board(router, parts)
    add_plans(router, parts)
    add_comparisons(router, parts)
    add_closing(router, parts)
    add_nowhere(router, parts)
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
