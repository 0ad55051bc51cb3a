"""What callers are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.responses import JSONResponse

from services.intake.ports import JournalAway, JournalFull
from services.intake.use_cases import NoPlan, Receipt, Refusal
from shared.web.problems import TYPE_PREFIX, Problem

_STATUS = {"id-reused": 409, "fed-by-files": 409, "foreign-office": 403}
_UNPROCESSABLE = 422
RETRY_AFTER_S = 5


def answer(receipt: Receipt, *, single: bool, dry_run: bool) -> JSONResponse:
    """Return the answer to a request, or raise the :class:`Problem` when nothing of it was acceptable."""
    members = _members(receipt) | ({"dry_run": True} if dry_run else {})
    if receipt.accepted or receipt.duplicates:
        return JSONResponse(members, 202)
    if single:
        why = receipt.refused[0].why
        raise Problem(_STATUS.get(why.name, _UNPROCESSABLE), why.name, why.title, why.detail, **members)
    detail = "Each refused event names its rule and its place."
    raise Problem(_UNPROCESSABLE, "nothing-accepted", "No event was acceptable", detail, **members)


def _members(receipt: Receipt) -> dict[str, Any]:
    return {
        "accepted": receipt.accepted,
        "duplicates": receipt.duplicates,
        "refused": [_as_json(refusal) for refusal in receipt.refused],
    }


def _as_json(refusal: Refusal) -> dict[str, Any]:
    why = refusal.why
    return {
        "index": refusal.index,
        "id": refusal.id,
        "type": TYPE_PREFIX + why.name,
        "title": why.title,
        "detail": why.detail,
        "pointer": why.pointer,
    }


def later(name: str, title: str, detail: str, *, status: int = 503, seconds: int = RETRY_AFTER_S) -> Problem:
    """Return the answer that asks the caller to come again."""
    return Problem(status, name, title, detail, headers={"Retry-After": str(seconds)})


@contextmanager
def asking_to_come_again() -> Iterator[None]:
    """Turn what passes by itself into answers."""
    try:
        yield
    except NoPlan:
        raise later("no-plan", "No plan is published yet", "Publish a plan, then send the events again.") from None
    except JournalFull:
        title = "Too many events wait for publication"
        raise later("journal-full", title, "Send the events again when the streams are back.") from None
    except JournalAway:
        raise later("journal-away", "The journal cannot be reached now", "Send the request again.") from None
