"""The reports over HTTP."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from services.monitoring.reports.closing import NotOver
from services.monitoring.reports.desk import ReportDesk
from services.monitoring.reports.formats import MEDIA_TYPES, Format, file_of
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.months import month_in
from services.monitoring.reports.reporting import NotYet, Unsettled
from services.monitoring.reports.sending import Post
from services.monitoring.reports.tables import Name
from services.monitoring.words.formats import Language
from shared.keys import Caller
from shared.web.access import caller_with, district_with
from shared.web.problems import Problem

_AGAIN_S = "5"

Reader = Annotated[Caller, Depends(caller_with("read"))]
MonthText = Annotated[str, Path(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="A month: 2026-09.")]
PlanName = Annotated[str | None, Query(description="A plan's id; the only one of that year unless given.")]
_FILES = {media: {"schema": {"type": "string", "format": "binary"}} for media in MEDIA_TYPES.values()}


Manager = Annotated[
    Caller, Depends(district_with("manage", "The month is the district's", "Its report speaks of all offices."))
]


class Closes(BaseModel):
    """In whose name a month is closed."""

    who: Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class MonthClosed(BaseModel):
    """A closed month; `sha256` is the hash of its figures, as canonical JSON (sorted keys, no blanks, UTF-8)."""

    plan: str
    month: str
    sha256: str
    closed_at: datetime
    closed_by: str


class Sent(BaseModel):
    """How many people are told now; who has had this report with these figures is not told again."""

    queued: int


def create_report_routes(desk: ReportDesk, post: Post, language: Language) -> APIRouter:
    """Return the routes of reports; *language* is spoken unless a caller wants another."""
    router = APIRouter(prefix="/v1/reports", tags=["reports"])
    _add_files(router, desk, language)

    @router.post("/{month}/close")
    async def close(
        month: MonthText, caller: Manager, request: Request, plan: PlanName = None, closes: Closes | None = None
    ) -> MonthClosed:
        """Freeze the figures of a month that is over; doing it again changes nothing and answers the same."""
        who = closes.who if closes else ""
        with as_problems():
            report = await desk.close(caller, plan, month_in(month), who or caller.key_id, _authorization(request))
        return _closed(report)

    @router.post("/{month}/send")
    async def send(month: MonthText, caller: Manager, plan: PlanName = None) -> Sent:
        """Send a month's report to its subscribers now, also where there is nothing to say."""
        with as_problems():
            return Sent(queued=await post.send_now(caller, plan, month_in(month)))

    return router


def _add_files(router: APIRouter, desk: ReportDesk, language: Language) -> None:
    @router.get("/{month}.{form}", response_class=Response, responses={200: {"content": _FILES}})
    async def report(  # noqa: PLR0913, PLR0917 - what a caller may choose
        month: MonthText,
        form: Format,
        caller: Reader,
        request: Request,
        plan: PlanName = None,
        lang: Language | None = None,
        table: Annotated[Name, Query(description="Which table of the report, as CSV.")] = "series",
    ) -> Response:
        """Return the report of a month: frozen when it is closed, provisional before."""
        with as_problems():
            made = await desk.report(caller, plan, month_in(month), _authorization(request))
        file = await asyncio.to_thread(file_of, made, form, lang or language, table)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return Response(file.content, media_type=file.media_type, headers=headers)


def _authorization(request: Request) -> str:
    return request.headers.get("authorization", "")


def _closed(report: Report) -> MonthClosed:
    assert report.closing  # noqa: S101 - it was closed just now
    figures, closing = report.figures, report.closing
    return MonthClosed(
        plan=figures.plan.id,
        month=figures.month,
        sha256=report.sha256,
        closed_at=closing.at,
        closed_by=closing.who,
    )


@contextmanager
def as_problems() -> Iterator[None]:
    """Answer with a problem what keeps a report from being made or a month from being closed."""
    try:
        yield
    except NotYet as error:
        detail = f"There is a report from {error.on} on, when the month's first working day is over."
        raise Problem(409, "nothing-to-report", "No working day of the month is over yet", detail) from None
    except NotOver as error:
        raise Problem(409, "month-not-over", "The month is not over", f"Close it from {error.on} on.") from None
    except Unsettled:
        title, detail = "The month is being evaluated with what has just arrived", "Try again in a few seconds."
        raise Problem(503, "unsettled", title, detail, headers={"Retry-After": _AGAIN_S}) from None
