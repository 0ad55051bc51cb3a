"""Monthly files over HTTP."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from services.intake.answers import asking_to_come_again
from services.intake.domain.filed import Month
from services.intake.domain.instants import NoInstant, read_instant
from services.intake.files.monthly_file import MAX_BYTES
from services.intake.imports.answers import receipt_as_json, report_as_json, saying_what_is_wrong
from services.intake.imports.importing import Importing
from services.intake.imports.openapi import FILE_BODY, FILE_TYPES, IMPORT_ANSWERS, RECEIPT_ANSWERS
from services.intake.own import own_office
from services.intake.ports import Files
from services.intake.reports import Errand
from services.intake.turnstile import Turnstile
from shared.clock import end_of
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.body import read_body
from shared.web.problems import Problem

_MAX_WAITING = 4
_MAX_OF_ONE_KEY = 2
"""So many files lie in memory at most: one is read, the others wait for it. Who dawdles does not shut others out."""
_BODY_WITHIN_S = 120.0
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = timedelta(microseconds=1)

Emitting = Annotated[Caller, Depends(caller_with("emit"))]
Asking = Annotated[Caller, Depends(caller_with("read"))]
Office = Annotated[str, Query(min_length=1, max_length=64, description="The code of the office whose file this is.")]
MonthText = Annotated[str, Query(alias="month", pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="The file's month.")]
Known = Annotated[
    str | None,
    Query(
        max_length=40,
        description="When it became known: a day, until its end in Berlin, or an instant. It takes the right backfill.",
    ),
]
DryRun = Annotated[bool, Query(description="Tell the differences and take nothing.")]
Confirm = Annotated[bool, Query(description="Take the file although it was held back.")]
Limit = Annotated[int, Query(ge=1, le=1_000)]


async def _errand(  # noqa: PLR0913 - parameters of a query have names
    *,
    caller: Emitting,
    office: Office,
    month: MonthText,
    known: Known = None,
    dry_run: DryRun = False,
    confirm: Confirm = False,
) -> Errand:
    if caller.office not in {None, office}:
        detail = "The key may send files of its own office only."
        raise Problem(403, "foreign-office", "This file is of another office", detail)
    return Errand(office, _month(month), _known(known, caller), dry_run=dry_run, confirm=confirm)


Asked = Annotated[Errand, Depends(_errand)]


def imports(importing: Importing, files: Files) -> APIRouter:
    """Return the routes that lead to *importing* and show the receipts in *files*."""
    router = APIRouter(tags=["imports"])
    turnstile = Turnstile(_MAX_WAITING, _MAX_OF_ONE_KEY)

    @router.post("/v1/imports", status_code=202, responses=IMPORT_ANSWERS, openapi_extra=FILE_BODY)
    async def post_import(request: Request, caller: Emitting, errand: Asked) -> JSONResponse:
        """Take a monthly full file of an office: everything about its entries that began this year."""
        _refuse_other_types(request)
        with turnstile.passage(caller.key_id), saying_what_is_wrong(errand), asking_to_come_again():
            report = await importing.take(await read_body(request, MAX_BYTES, _BODY_WITHIN_S), errand, caller)
        return JSONResponse(report_as_json(report), 202)

    @router.get("/v1/imports", responses=RECEIPT_ANSWERS)
    async def get_imports(caller: Asking, office: Office | None = None, limit: Limit = 100) -> JSONResponse:
        """List the accepted files, the newest first; an office sees its own."""
        chosen = own_office(office, caller)
        with asking_to_come_again():
            receipts = await files.receipts(chosen, limit)
        return JSONResponse([receipt_as_json(receipt) for receipt in receipts])

    return router


def _refuse_other_types(request: Request) -> None:
    media_type = request.headers.get("content-type", FILE_TYPES[0]).partition(";")[0].strip().lower()
    if media_type not in FILE_TYPES:
        detail = "Send one of: " + ", ".join(FILE_TYPES) + "."
        raise Problem(415, "unsupported-media-type", "This content type is not taken", detail)


def _month(text: str) -> Month:
    return Month(int(text[:4]), int(text[5:]))


def _known(text: str | None, caller: Caller) -> datetime | None:
    if text is None:
        return None
    if "backfill" not in caller.rights:
        raise Problem(403, "forbidden", "The key lacks a right", "To say when a file became known it needs backfill.")
    try:
        if _A_DAY.fullmatch(text):
            return end_of(date.fromisoformat(text)) - _INSTANT
        return read_instant(text)
    except (ValueError, OverflowError):
        detail = f"known: a day like 2026-03-31, or: {NoInstant.__doc__}"
        raise Problem(422, "invalid-parameter", "A parameter is missing or wrong", detail) from None
