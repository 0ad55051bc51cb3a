"""Questions about accepted events over HTTP."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response

from services.intake.answers import asking_to_come_again
from services.intake.inquiries.openapi import EVENT_ANSWERS, JOURNAL_ANSWERS, JOURNAL_END, REFUSAL_ANSWERS
from services.intake.modes import LINES
from services.intake.own import own_office
from services.intake.ports import Archive, NotedRefusal, Record, Refusals
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.problems import TYPE_PREFIX, Problem

MOST_MESSAGES = 5_000
_NEWEST = 2**53 - 1

Asking = Annotated[Caller, Depends(caller_with("read"))]
Managing = Annotated[Caller, Depends(caller_with("manage"))]
Name = Annotated[str, Query(min_length=1, max_length=200)]
EventId = Annotated[str, Query(alias="id", min_length=1, max_length=200)]
Office = Annotated[str, Query(min_length=1, max_length=64, description="The code of an office.")]
After = Annotated[int, Query(ge=0, le=_NEWEST, description="The sequence, or number, that was had last.")]
Limit = Annotated[int, Query(ge=1, le=MOST_MESSAGES)]


def inquiries(archive: Archive, refusals: Refusals) -> APIRouter:
    """Return the routes that ask *archive* and *refusals*."""
    router = APIRouter(tags=["events"])

    @router.get("/v1/events", responses=EVENT_ANSWERS)
    async def get_event(source: Name, event_id: EventId, caller: Asking) -> JSONResponse:
        """Say what became of an accepted event; an office sees its own source only."""
        with asking_to_come_again():
            record = await archive.find(source, event_id)
        if record is None or not _is_own(source, caller):
            raise Problem(404, "not-found", "No such event", "No event of that source and id was accepted.")
        return JSONResponse(_as_json(source, event_id, record))

    @router.get("/v1/journal", responses=JOURNAL_ANSWERS)
    async def get_journal(caller: Managing, after: After = 0, limit: Limit = MOST_MESSAGES) -> Response:
        """Return accepted events as they are published, in their order; the district's keys only."""
        if caller.office is not None:
            raise Problem(403, "forbidden", "This is for the district", "Use a key of the district.")
        with asking_to_come_again():
            page = await archive.page(after, limit)
        lines = "".join(f"{message}\n" for message in page.messages)
        return Response(lines, media_type=LINES, headers={JOURNAL_END: str(page.newest)})

    @router.get("/v1/refusals", responses=REFUSAL_ANSWERS)
    async def get_refusals(
        caller: Asking, office: Office | None = None, after: After = 0, limit: Limit = 1_000
    ) -> JSONResponse:
        """List what was refused lately, the oldest first: rule, time and place, no values; an office sees its own."""
        chosen = own_office(office, caller)
        with asking_to_come_again():
            page = await refusals.page(chosen, after, limit)
        return JSONResponse([_refusal_as_json(number, refusal) for number, refusal in page])

    return router


def _refusal_as_json(number: int, refusal: NotedRefusal) -> dict[str, object]:
    return {
        "number": number,
        "office": refusal.office,
        "time": refusal.at.isoformat().removesuffix("+00:00") + "Z",
        "event": refusal.type,
        "type": TYPE_PREFIX + refusal.rule,
        "pointer": refusal.pointer,
    }


def _is_own(source: str, caller: Caller) -> bool:
    return caller.office is None or source == f"urn:office:{caller.office.lower()}"


def _as_json(source: str, event_id: str, record: Record) -> dict[str, object]:
    message = orjson.loads(record.message)
    found = {
        "source": source,
        "id": event_id,
        "sequence": record.sequence,
        "type": message["type"],
        "recordedtime": message["recordedtime"],
        "state": record.fate.state,
    }
    return found if record.fate.state != "set_aside" else {**found, "reason": record.fate.reason}
