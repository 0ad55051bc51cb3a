"""How logs name an event: so that it can be found again, and nobody be read from it."""

import re
from binascii import b2a_base64
from hashlib import blake2b

import orjson

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_DIGEST = 15


def logged_as(source: str, event_id: str) -> str:
    """Return how logs name an event: by its id when that is a UUID, else by what stands for source and id.

    An office may put anything into an id, a name as well; in a UUID nobody reads one.
    """
    if _UUID.fullmatch(event_id):
        return event_id
    named = f"{source}\0{event_id}".encode(errors="replace")
    return "~" + b2a_base64(blake2b(named, digest_size=_DIGEST).digest(), newline=False).decode()


def event_in(payload: bytes) -> str | None:
    """Return how logs name the event in *payload*, whatever else is wrong with it; None when none can be read."""
    try:
        message = orjson.loads(payload)
        return logged_as(message["source"], message["id"])
    except (ValueError, TypeError, KeyError):
        return None
