"""The ways in which CloudEvents travel over HTTP, and the events in a request of each."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from services.intake.reading import Malformed, read_json, read_object

STRUCTURED = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
LINES = "application/x-ndjson"
BINARY = "application/json"
ACCEPTED_TYPES = (STRUCTURED, BATCH, LINES, BINARY)
MAX_EVENTS = 2_000

_UTF_8 = {"utf-8", "utf8"}
_BOM = b"\xef\xbb\xbf"
_QUOTED_PAIR = re.compile(rb"\\(.)")

Header = tuple[bytes, bytes]


class UnknownMode(Exception):
    """The content type is none of those taken; the text says what would be."""


class TooMany(Exception):
    """A request holds more events than are taken at once."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One event as it was sent: an object, or why it is none; *index* is its position, or its line from 0."""

    index: int
    event: dict[str, Any] | Malformed


@dataclass(frozen=True, slots=True)
class Submission:
    """The events of one request; *single* when it was made for one."""

    events: Sequence[Sent]
    single: bool


Reader = Callable[[bytes], Submission]


def reader_for(content_type: str, headers: Iterable[Header]) -> Reader:
    """Return what reads the body of a request. Raises :class:`UnknownMode`."""
    media_type, _, parameters = content_type.partition(";")
    if _charset(parameters) not in _UTF_8:
        raise UnknownMode("Send the text as UTF-8.")
    match media_type.strip().lower():
        case "application/cloudevents+json":
            return _read_structured
        case "application/cloudevents-batch+json":
            return _read_batch
        case "application/x-ndjson":
            return _read_lines
        case "application/json":
            return _binary_reader([header for header in headers if header[0].lower().startswith(b"ce-")])
    raise UnknownMode("Send one of: " + ", ".join(ACCEPTED_TYPES) + ".")


def _charset(parameters: str) -> str:
    pairs = (parameter.partition("=") for parameter in parameters.split(";"))
    named = {name.strip().lower(): value.strip().strip('"').lower() for name, _, value in pairs}
    return named.get("charset", "utf-8")


def _read_structured(body: bytes) -> Submission:
    return Submission([Sent(0, read_object(body))], single=True)


def _read_batch(body: bytes) -> Submission:
    events = read_json(body)
    if not isinstance(events, list):
        raise Malformed("A batch is a JSON array of events.")
    if not events:
        raise Malformed("The batch holds no events.")
    if len(events) > MAX_EVENTS:
        raise TooMany
    return Submission([Sent(index, _as_object(event)) for index, event in enumerate(events)], single=False)


def _as_object(event: object) -> dict[str, Any] | Malformed:
    return event if isinstance(event, dict) else Malformed("This is JSON, but not an object.")


def _read_lines(body: bytes) -> Submission:
    lines = [(index, line) for index, line in enumerate(body.removeprefix(_BOM).split(b"\n")) if line.strip()]
    if len(lines) > MAX_EVENTS:
        raise TooMany
    events = [Sent(index, _line(line)) for index, line in lines]
    if all(isinstance(sent.event, Malformed) for sent in events):
        raise Malformed("No line is a JSON object: send one event a line.")
    return Submission(events, single=False)


def _line(line: bytes) -> dict[str, Any] | Malformed:
    try:
        return read_object(line)
    except Malformed as why:
        return why


def _binary_reader(attributes: Sequence[Header]) -> Reader:
    if not attributes:
        raise UnknownMode(
            f"Send {BINARY} with the event's attributes as ce- headers, or the whole event as {STRUCTURED}."
        )

    def read(body: bytes) -> Submission:
        event: dict[str, Any] = {name.decode().lower()[3:]: _unescaped(value) for name, value in attributes}
        if len(event) < len(attributes):
            raise Malformed("A ce- header stands there twice.")
        return Submission([Sent(0, {**event, "data": read_object(body)})], single=True)

    return read


def _unescaped(value: bytes) -> str:
    """Return the text of a header, by the rules of the CloudEvents HTTP binding: quotes first, then percent signs."""
    if len(value) > 1 and value.startswith(b'"') and value.endswith(b'"'):
        value = _QUOTED_PAIR.sub(rb"\1", value[1:-1])
    try:
        return unquote_to_bytes(value).decode()
    except UnicodeDecodeError:
        raise Malformed("A ce- header is not UTF-8.") from None
