"""The envelope of an event: the attributes that CloudEvents asks for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeGuard

from services.intake.domain.coherence import STATUSES
from services.intake.domain.instants import NoInstant, read_instant
from services.intake.domain.refused import Refused

_REQUIRED = ("specversion", "id", "source", "type", "time", "data")
_LONGEST = 200


class Envelope(NamedTuple):
    """What is kept of an envelope; all other attributes are dropped."""

    source: str
    id: str
    type: str
    time: datetime
    recorded: datetime | None
    data: dict[str, Any]


def open_envelope(event: Mapping[str, Any], *, backfill: bool) -> Envelope:
    """Return the envelope of *event*; its ``recordedtime`` only counts with *backfill*. Raises :class:`Refused`."""
    for name in _REQUIRED:
        if event.get(name) is None:
            raise Refused("missing-field", f"/{name}", f"An event needs the attribute '{name}'.")
    if event["specversion"] != "1.0":
        raise Refused("unsupported-specversion", "/specversion", "Send specversion 1.0, as text.")
    for name in ("id", "source"):
        if not is_valid_name(event[name]):
            detail = f"'{name}' is text of 1 to {_LONGEST} characters without NUL."
            raise Refused("invalid-value", f"/{name}", detail)
    if not isinstance(event["type"], str) or event["type"] not in STATUSES:
        raise Refused("unknown-type", "/type", "Known types: " + ", ".join(STATUSES) + ".")
    sent_recordedtime = event.get("recordedtime") if backfill else None
    return Envelope(
        source=event["source"],
        id=event["id"],
        type=event["type"],
        time=_instant(event["time"], "/time"),
        recorded=None if sent_recordedtime is None else _instant(sent_recordedtime, "/recordedtime"),
        data=_object(event["data"]),
    )


def is_valid_name(value: object) -> TypeGuard[str]:
    """Say whether *value* can be the id or the source of an event."""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and "\0" not in value


def _instant(value: object, pointer: str) -> datetime:
    try:
        return read_instant(value)
    except NoInstant:
        raise Refused("invalid-date", pointer, NoInstant.__doc__ or "") from None


def _object(data: object) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise Refused("invalid-value", "/data", "'data' is an object with the fields of the type.")
    return data
