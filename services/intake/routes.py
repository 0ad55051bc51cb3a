"""The door over HTTP."""

from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from services.intake.answers import answer, later
from services.intake.modes import MAX_EVENTS, Reader, Submission, TooMany, UnknownMode, reader_for
from services.intake.openapi import ANSWERS, REQUEST
from services.intake.ports import JournalAway
from services.intake.reading import Malformed
from services.intake.use_cases import NoPlan, Receipt, Reception
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.body import read_body
from shared.web.problems import Problem

MAX_IN_FLIGHT = 64
MAX_OF_ONE_KEY = 24
"""So many requests of one key are under way at most: a key that dawdles does not shut the others out."""

Sender = Annotated[Caller, Depends(caller_with("emit"))]
DryRun = Annotated[bool, Query(description="Judge the events and take nothing.")]


class Turnstile:
    """Lets so many requests in at once and sends the others away: better a late answer than none for all."""

    def __init__(self) -> None:
        """Begin with all places free."""
        self._inside: Tally[str] = Tally()

    @contextmanager
    def passage(self, key: str) -> Iterator[None]:
        """Hold a place for *key*; a :class:`Problem` 429 when there is none, or the key holds its share."""
        if self._inside.total() >= MAX_IN_FLIGHT or self._inside[key] >= MAX_OF_ONE_KEY:
            raise later("too-many-requests", "Too many requests at once", "Send it again.", status=429, seconds=1)
        self._inside[key] += 1
        try:
            yield
        finally:
            self._inside[key] -= 1


def routes(reception: Reception) -> APIRouter:
    """Return the routes that lead to *reception*."""
    router = APIRouter(tags=["events"])
    turnstile = Turnstile()

    @router.post("/v1/events", status_code=202, responses=ANSWERS, openapi_extra=REQUEST)
    async def post_events(request: Request, caller: Sender, dry_run: DryRun = False) -> JSONResponse:  # noqa: FBT002 - a query parameter has a name
        """Take one event, a batch, or lines; the answer comes when what was accepted is durable."""
        with turnstile.passage(caller.key_id):
            read = _reader(request)
            submission = _read(read, await read_body(request))
            receipt = await _take(reception, submission, caller, dry_run=dry_run)
        return answer(receipt, single=submission.single, dry_run=dry_run)

    return router


def _reader(request: Request) -> Reader:
    try:
        return reader_for(request.headers.get("content-type", ""), request.headers.raw)
    except UnknownMode as error:
        raise Problem(415, "unsupported-media-type", "This content type is not taken", str(error)) from None


def _read(read: Reader, body: bytes) -> Submission:
    if not body.strip():
        raise Problem(400, "malformed", "The body is empty", "Send one event, an array of events, or one event a line.")
    try:
        return read(body)
    except Malformed as error:
        raise Problem(400, "malformed", "The body cannot be read", str(error)) from None
    except TooMany:
        raise Problem(413, "too-large", "Too many events", f"At most {MAX_EVENTS} events a request.") from None


async def _take(reception: Reception, submission: Submission, caller: Caller, *, dry_run: bool) -> Receipt:
    try:
        return await reception.take(submission.events, caller, dry_run=dry_run)
    except NoPlan:
        raise later("no-plan", "No plan is published yet", "Publish a plan, then send the events again.") from None
    except JournalAway:
        raise later("journal-away", "The events cannot be kept now", "Send them again.") from None
