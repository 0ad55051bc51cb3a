"""The entries behind a figure over HTTP: a page at a time as JSON, all of them as a table."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any, BinaryIO, Literal, cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Header, Path, Query, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import Connection

from services.planning.answers import EntriesOfSeries, PlanName
from services.planning.board import TooMuchToFold, entries_of
from services.planning.board_routes import too_much
from services.planning.check import MAIN
from services.planning.discretion import for_office
from services.planning.export import write_lines
from services.planning.listing import LOOKED_AT_A_PAGE, Question, walk
from services.planning.parts import Parts
from services.planning.presentation import present_board
from services.planning.questions import KnownParameter, Language, OnParameter, PlanParameter, Reader, view_of
from services.planning.storage.plans import PlanBook
from services.planning.storage.walk import Place
from shared.privacy import SMALL
from shared.web.problems import Problem

_CSV = "text/csv"
_IN_MEMORY = 1_000_000
_CHUNK = 65_536
_INCLUDED = timedelta(microseconds=1)

SeriesId = Annotated[str, Path(description="A series of the board, such as `sector/health/office/JC-WB`.")]
After = Annotated[str, Query(max_length=200, description="Go on after this place: as `next` of the page before says.")]
Format = Annotated[Literal["json", "csv"] | None, Query(alias="format", description="`csv`: all of them as a table.")]
Accept = Annotated[str, Header(include_in_schema=False)]
_ANSWERS: dict[int | str, dict[str, Any]] = {200: {"content": {_CSV: {"schema": {"type": "string"}}}}}


def add_series(router: APIRouter, parts: Parts) -> None:
    """Add the route of the entries behind a series."""
    exporting = asyncio.Semaphore(1)

    @router.get("/series/{series:path}/entries", tags=["entries"], response_model=EntriesOfSeries, responses=_ANSWERS)
    async def entries(  # noqa: PLR0913, PLR0917 - the parameters of the contract
        series: SeriesId,
        caller: Reader,
        on: OnParameter = None,
        known: KnownParameter = None,
        plan: PlanParameter = None,
        after: After = "",
        limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
        lang: Language = None,
        form: Format = None,
        accept: Accept = "",
    ) -> Response:
        """Return the entries that the series could count, by source and id, each with the rule that decided.

        An office sees its own. As a table: all of them, in one state of the books, one table at a time.
        """
        now = parts.clock()

        def asked(connection: Connection) -> tuple[PlanBook, Question]:
            book = parts.shelf.book(connection)
            view = view_of(book=book, caller=caller, now=now, on=on, known=known, plan=plan)
            if series not in {one.id for one in view.plan.series}:
                raise Problem(404, "not-found", "There is no such series", "The board lists the series of a plan.")
            return book, Question(view, series, caller.office, lang or parts.language)

        def page(connection: Connection) -> EntriesOfSeries:
            book, question = asked(connection)
            return _page(connection, book, question, after, limit)

        def table(connection: Connection) -> BinaryIO:
            return _table(connection, *asked(connection), after)

        if form == "csv" or (form is None and _CSV in accept):
            async with exporting:
                file = await parts.database.read(table)
            name = f'attachment; filename="{series.replace("/", "-")}.csv"'
            return StreamingResponse(_chunks(file), media_type=_CSV, headers={"Content-Disposition": name})
        try:
            return Response((await parts.database.read(page)).model_dump_json(), media_type="application/json")
        except TooMuchToFold:
            raise too_much() from None


def _page(connection: Connection, book: PlanBook, question: Question, after: str, limit: int) -> EntriesOfSeries:
    lines, last = [], None
    for looked_at, step in enumerate(walk(connection, book, question, _place(after)), 1):
        if step.line is not None:
            lines.append(step.line)
        if len(lines) == limit or looked_at == LOOKED_AT_A_PAGE:
            last = step.place
            break
    view = question.view
    actual, hidden = _told(connection, book, question)
    return EntriesOfSeries(
        plan=PlanName(id=view.plan.id, version=view.plan.version),
        series=question.series,
        on=view.on,
        known=view.known,
        actual=actual,
        hidden=hidden,
        entries=lines,
        next=None if last is None else _next(question, last, limit),
    )


def _told(connection: Connection, book: PlanBook, question: Question) -> tuple[int | None, int | None]:
    """Return what the caller's board shows as counted, and how many of these are others'; None where that is few."""
    view, office = question.view, question.office
    tally = entries_of(connection, book, view, months=False)
    board = present_board(view, tally, Counter(), months=False, language="de")
    shown = board if office is None else for_office(board, office)
    actual = {series.id: series.actual for series in shown.series}
    seen = actual[question.series]
    if office is None or question.series.endswith(f"office/{office}"):
        return seen, 0
    own = actual.get(f"office/{office}" if question.series == MAIN else f"{question.series}/office/{office}")
    others = None if seen is None or own is None else seen - own
    return seen, None if others in SMALL else others


def _next(question: Question, last: Place, limit: int) -> str:
    view = question.view
    asked = {
        "on": view.on,
        "known": (view.known - _INCLUDED).isoformat(),
        "plan": view.plan.id,
        "lang": question.language,
        "after": " ".join(last),
        "limit": limit,
    }
    return f"/v1/series/{quote(question.series)}/entries?{urlencode(asked)}"


def _place(after: str) -> Place:
    source, _, key = after.partition(" ")
    return Place(source, key)


def _table(connection: Connection, book: PlanBook, question: Question, after: str) -> BinaryIO:
    """Return an unnamed file with all lines: a slow reader keeps no transaction open."""
    file = cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - closed when it has been sent
    lines = (step.line for step in walk(connection, book, question, _place(after)) if step.line is not None)
    write_lines(lines, file, question.language)
    file.seek(0)
    return file


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
