"""The door over HTTP."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter, ValidationError
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from services.intake.answers import answer, asking_to_come_again
from services.intake.modes import MAX_EVENTS, Reader, Submission, TooMany, UnknownMode, reader_for
from services.intake.openapi import POST_EVENTS
from services.intake.reading import Malformed
from services.intake.turnstile import Turnstile
from services.intake.use_cases import Reception
from shared.web.access import caller_of
from shared.web.body import read_body
from shared.web.openapi import describe
from shared.web.problems import Problem

MAX_IN_FLIGHT = 64
MAX_OF_ONE_KEY = 24
"""So many requests of one key are under way at most: a key that dawdles does not shut the others out."""

_YES_OR_NO = TypeAdapter(bool)


class Door:
    """Takes one event, a batch, or lines; the answer comes when what was accepted is durable.

    A route of its own, beside the framework's: resolving dependencies costs as much as all the rest of a request.
    """

    path = "/v1/events"

    def __init__(self, reception: Reception, body_within_s: float) -> None:
        """Lead to *reception*; a body has *body_within_s* seconds to arrive."""
        self._reception = reception
        self._body_within_s = body_within_s
        self._turnstile = Turnstile(MAX_IN_FLIGHT, MAX_OF_ONE_KEY)

    def open(self, app: FastAPI) -> None:
        """Let *app* have this route, and its document tell of it."""
        app.router.routes.append(Route(self.path, self, methods=["POST"]))
        describe(app, self.path, {"post": POST_EVENTS})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope["route"] = self  # for the metrics
        response = await self._answer(Request(scope, receive, send))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> JSONResponse:
        caller = caller_of(request, "emit")
        dry_run = _dry_run(request)
        with self._turnstile.passage(caller.key_id):
            read = _reader(request)
            submission = _read(read, await read_body(request, seconds=self._body_within_s))
            with asking_to_come_again():
                receipt = await self._reception.take(submission.events, caller, dry_run=dry_run)
        return answer(receipt, single=submission.single, dry_run=dry_run)


def _dry_run(request: Request) -> bool:
    try:
        return _YES_OR_NO.validate_python(request.query_params.get("dry_run", False))
    except ValidationError:
        raise Problem(422, "invalid-parameter", "A parameter is wrong", "dry_run: true or false") from None


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
