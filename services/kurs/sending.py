"""Send a file of events, of any length, a request at a time; repeating it does no harm."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from services.kurs.client import Client, problem_of
from services.kurs.failure import Failure
from services.kurs.patience import patiently
from shared.clock import day_of
from shared.events.base import Instant

MAX_LINES = 500
MAX_BYTES = 900_000
"""A request stays below intake's limit of 1 MB."""

_INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
_NOTHING_READABLE = 400


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that intake did not take, and why; never what was in it."""

    line: int
    type: str
    detail: str
    pointer: str | None


@dataclass(slots=True)
class Sent:
    """How far a file was sent: up to which byte and line, and what became of the lines."""

    offset: int = 0
    line: int = 0
    accepted: int = 0
    duplicates: int = 0
    refused: int = 0
    left_out: int = 0


@dataclass(slots=True)
class _Request:
    """Lines of one request with their numbers, and where in the file the next line begins."""

    offset: int
    line: int
    lines: list[bytes] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    left_out: int = 0
    too_large: list[int] = field(default_factory=list)
    size: int = 0

    def has_room_for(self, line: bytes) -> bool:
        return len(self.lines) < MAX_LINES and (not self.lines or self.size + len(line) <= MAX_BYTES)

    def add(self, line: bytes) -> None:
        self.lines.append(line.rstrip(b"\r\n"))
        self.numbers.append(self.line)
        self.size += len(line)


def send(
    client: Client, stream: BinaryIO, sent: Sent, until: date | None, refused: Callable[[Refusal], None]
) -> Iterator[Sent]:
    """Send what *stream* holds from its position on and yield after every request how far it is.

    *sent* is carried on; each refusal is handed to *refused* as it comes, so that memory stays bounded.
    """
    for request in _requests(stream, sent, until):
        for number in request.too_large:
            refused(Refusal(number, "too-large", f"A line has more than {MAX_BYTES} bytes.", None))
        if request.lines:
            _take_answer(_post(client, request), request, sent, refused)
        sent.refused += len(request.too_large)
        sent.left_out += request.left_out
        sent.offset, sent.line = request.offset, request.line
        yield sent


def _take_answer(answer: dict[str, Any], request: _Request, sent: Sent, refused: Callable[[Refusal], None]) -> None:
    sent.accepted += answer["accepted"]
    sent.duplicates += answer["duplicates"]
    sent.refused += len(answer["refused"])
    for fault in answer["refused"]:
        name = fault["type"].rpartition(":")[2]
        refused(Refusal(request.numbers[fault["index"]], name, fault["detail"], fault["pointer"]))


def _requests(stream: BinaryIO, sent: Sent, until: date | None) -> Iterator[_Request]:
    request = _Request(sent.offset, sent.line)
    while line := stream.readline(MAX_BYTES):
        if not request.has_room_for(line):
            yield request
            request = _Request(request.offset, request.line)
        request.line += 1
        request.offset += len(line)
        if len(line) == MAX_BYTES and not line.endswith(b"\n"):
            request.offset += _skip_line(stream)
            request.too_large.append(request.line)
        elif until and _known_after(line, until):
            request.left_out += 1
        elif line.strip():
            request.add(line)
    yield request


def _skip_line(stream: BinaryIO) -> int:
    skipped = 0
    while part := stream.readline(MAX_BYTES):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _known_after(line: bytes, until: date) -> bool:
    """Say whether an event became known after *until*; a line that is no event is sent, to be refused by number."""
    try:
        event = json.loads(line)
        moment = event.get("recordedtime") or event["time"]
        return day_of(_INSTANT.validate_python(moment)) > until
    except (ValueError, KeyError, AttributeError, RecursionError):
        return False


def _all_refused(answer: dict[str, Any], lines: int) -> dict[str, Any]:
    """Return what intake says of single lines when it can read none of a request."""
    why = {"type": answer["type"], "detail": answer["detail"], "pointer": ""}
    return {"accepted": 0, "duplicates": 0, "refused": [{"index": index, **why} for index in range(lines)]}


def _post(client: Client, request: _Request) -> dict[str, Any]:
    """Return intake's answer. Raises :class:`Failure`."""
    body = b"\n".join(request.lines)
    headers = {"Content-Type": "application/x-ndjson"}
    response = patiently(lambda: client.request("POST", "intake", "/v1/events", content=body, headers=headers))
    answer = problem_of(response)
    if "refused" in answer:
        return answer
    if response.status_code == _NOTHING_READABLE:
        return _all_refused(answer, len(request.lines))
    raise Failure("refused", title=answer["title"], detail=answer["detail"])
