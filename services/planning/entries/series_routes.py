"""The entries behind a figure over HTTP: a page at a time as JSON, all of them as a table."""

import asyncio
from typing import Annotated, Any, BinaryIO, Literal

from fastapi import APIRouter, Header, Path, Query, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import Connection

from services.planning.board.board import TooMuchToFold
from services.planning.board.routes import too_much
from services.planning.entries.answers import EntriesOfSeries
from services.planning.entries.listing import Question
from services.planning.entries.pages import chunks_of, page_of, table_of
from services.planning.parts import Parts
from services.planning.questions import KnownParameter, Language, OnParameter, PlanParameter, Reader, view_of
from services.planning.storage.plans import PlanBook
from shared.web.problems import Problem

_CSV = "text/csv"

SeriesId = Annotated[str, Path(description="A series of the board, such as `sector/health/office/JC-WB`.")]
Month = Annotated[int | None, Query(ge=1, le=12, description="Only entries that begin in this month of the year.")]
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
        month: Month = None,
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
            return book, Question(view, series, caller.office, lang or parts.language, month)

        def page(connection: Connection) -> EntriesOfSeries:
            book, question = asked(connection)
            return page_of(connection, book, question, after, limit)

        def table(connection: Connection) -> BinaryIO:
            return table_of(connection, *asked(connection), after)

        if form == "csv" or (form is None and _CSV in accept):
            async with exporting:
                file = await parts.database.read(table)
            name = f'attachment; filename="{series.replace("/", "-")}.csv"'
            return StreamingResponse(chunks_of(file), media_type=_CSV, headers={"Content-Disposition": name})
        try:
            return Response((await parts.database.read(page)).model_dump_json(), media_type="application/json")
        except TooMuchToFold:
            raise too_much() from None
