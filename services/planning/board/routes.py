"""The board over HTTP."""

import time
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import Connection

from services.planning.answers import Board
from services.planning.board.board import FOLDED_AT_MOST, TooMuchToFold, entries_of, potential_of
from services.planning.board.discretion import for_office
from services.planning.board.presentation import present_board
from services.planning.parts import Parts
from services.planning.questions import KnownParameter, Language, OnParameter, PlanParameter, Reader, view_of
from shared.web.problems import Problem

_HEADERS = {
    "Server-Timing": {
        "schema": {"type": "string"},
        "description": "How long it took, and for a past `known` how many movements and entities were added up.",
    }
}


def add_board(router: APIRouter, parts: Parts) -> None:
    """Add the route of the board."""

    @router.get("/board", tags=["board"], response_model=Board, responses={200: {"headers": _HEADERS}})
    async def board(  # noqa: PLR0913, PLR0917 - the parameters of the contract
        caller: Reader,
        on: OnParameter = None,
        known: KnownParameter = None,
        by: Annotated[str | None, Query(pattern="^month$", description="`month`: each series by month too.")] = None,
        plan: PlanParameter = None,
        lang: Language = None,
    ) -> Response:
        """Return every series of the plan: expected, actual and what is announced."""
        began = time.perf_counter()
        now = parts.clock()

        def answered(connection: Connection) -> tuple[bytes, Counter[str]]:
            book = parts.shelf.book(connection)
            view = view_of(book=book, caller=caller, now=now, on=on, known=known, plan=plan)
            tally = entries_of(connection, book, view, months=by == "month")
            held = potential_of(connection, book, view)
            curve = parts.delays.of(connection, book, view.plan, view.known_day)
            answer = present_board(
                view, tally, held, months=by == "month", language=lang or parts.language, curve=curve
            )
            seen = answer if caller.office is None else for_office(answer, caller.office)
            return seen.model_dump_json().encode(), tally.effort

        try:
            body, effort = await parts.database.read(answered)
        except TooMuchToFold:
            raise too_much() from None
        timing = {"Server-Timing": _timing(time.perf_counter() - began, effort)}
        return Response(body, media_type="application/json", headers=timing)


def too_much() -> Problem:
    """Return the answer to an instant within a day on which too much became known after it."""
    detail = f"More than {FOLDED_AT_MOST} entities became known later that day. Ask for the end of a day."
    return Problem(422, "too-much-to-add-up", "'known' lies within a day on which very much became known", detail)


def _timing(seconds: float, effort: Counter[str]) -> str:
    added = "".join(f', {name};desc="{number}"' for name, number in effort.items() if number)
    return f"total;dur={1_000 * seconds:.1f}{added}"
