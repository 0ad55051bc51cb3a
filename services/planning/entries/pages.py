"""The entries behind a figure, put together for who asks: a page at a time, or all of them as a table."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from urllib.parse import quote, urlencode

from sqlalchemy import Connection

from services.planning.answers import PlanName, SeriesOnBoard
from services.planning.board.board import entries_of
from services.planning.board.discretion import for_office
from services.planning.board.presentation import present_board
from services.planning.entries.answers import EntriesOfSeries
from services.planning.entries.export import write_lines
from services.planning.entries.listing import LOOKED_AT_A_PAGE, Question, walk
from services.planning.plan.check import MAIN
from services.planning.storage.plans import PlanBook
from services.planning.storage.walk import Place
from shared.privacy import SMALL

_IN_MEMORY = 1_000_000
_CHUNK = 65_536
_INCLUDED = timedelta(microseconds=1)


def page_of(connection: Connection, book: PlanBook, question: Question, after: str, limit: int) -> EntriesOfSeries:
    """Return the lines after a place, *limit* at most."""
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
        month=question.month,
        on=view.on,
        known=view.known,
        actual=actual,
        hidden=hidden,
        entries=lines,
        next=None if last is None else _next(question, last, limit),
    )


def _told(connection: Connection, book: PlanBook, question: Question) -> tuple[int | None, int | None]:
    """Return what the caller's board shows as counted, and how many of these are others'; None where that is few."""
    view, office, by_month = question.view, question.office, question.month is not None
    tally = entries_of(connection, book, view, months=by_month)
    board = present_board(view, tally, Counter(), months=by_month, language="de")
    shown = board if office is None else for_office(board, office)
    actual = {series.id: _actual(series, question.month) for series in shown.series}
    seen = actual[question.series]
    if office is None or question.series.endswith(f"office/{office}"):
        return seen, 0
    own = actual.get(f"office/{office}" if question.series == MAIN else f"{question.series}/office/{office}")
    others = None if seen is None or own is None else seen - own
    return seen, None if others in SMALL else others


def _actual(series: SeriesOnBoard, month: int | None) -> int | None:
    if month is None:
        return series.actual
    return series.months[month - 1].actual if series.months else None


def _next(question: Question, last: Place, limit: int) -> str:
    view = question.view
    asked = {
        "on": view.on,
        "known": (view.known - _INCLUDED).isoformat(),
        "plan": view.plan.id,
        **({"month": question.month} if question.month else {}),
        "lang": question.language,
        "after": " ".join(last),
        "limit": limit,
    }
    return f"/v1/series/{quote(question.series)}/entries?{urlencode(asked)}"


def _place(after: str) -> Place:
    source, _, key = after.partition(" ")
    return Place(source, key)


def table_of(connection: Connection, book: PlanBook, question: Question, after: str) -> BinaryIO:
    """Return an unnamed file with all lines: a slow reader keeps no transaction open."""
    file = cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - closed when it has been sent
    lines = (step.line for step in walk(connection, book, question, _place(after)) if step.line is not None)
    write_lines(lines, file, question.language)
    file.seek(0)
    return file


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield what *file* holds, and close it."""
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
