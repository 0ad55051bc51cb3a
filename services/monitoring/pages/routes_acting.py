"""What people do with alerts, by plain forms: acknowledge, snooze, note, reopen."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from services.monitoring.alerts import handling
from services.monitoring.pages.alert_page import Said, alert_page
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk
from services.monitoring.pages.forms import own_fields_of
from services.monitoring.pages.frame import Texts, texts_in
from services.monitoring.pages.visitors import Visitor
from services.monitoring.ports import Memory
from shared.web.problems import Problem

What = Literal["acknowledge", "snooze", "note", "reopen"]


def add_acting(router: APIRouter, desk: Desk) -> None:
    """Add the page of an alert, and what can be done there."""
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/alerts/{alert_id}")
    async def one_alert(
        alert_id: str,
        visitor: Annotated[Visitor, visiting],
        asked: Annotated[Asked, asks],
        done: Annotated[What | None, Query()] = None,
    ) -> HTMLResponse:
        words = texts_in(asked.language)["acts"]
        return await alert_page(desk, visitor, asked, alert_id, Said(done=words[f"{done}_done"] if done else ""))

    @router.post("/alerts/{alert_id}/{what}")
    async def act(
        alert_id: str,
        what: What,
        request: Request,
        visitor: Annotated[Visitor, visiting],
        asked: Annotated[Asked, asks],
    ) -> Response:
        fields = await own_fields_of(request, visitor)
        if not visitor.may_act:
            raise Problem(403, "forbidden", "The key lacks a right", "It needs the right manage, of the district.")
        fault = await _act(desk, visitor, alert_id, what, fields, texts_in(asked.language))
        if fault:
            said = Said(fault=fault, what=what, fields=fields, status=422)
            return await alert_page(desk, visitor, asked, alert_id, said)
        desk.done()
        return RedirectResponse(asked.link(f"/alerts/{alert_id}", done=what), 303)


async def _act(  # noqa: PLR0913, PLR0917 - what a deed takes
    desk: Desk, visitor: Visitor, alert_id: str, what: What, fields: Mapping[str, str], t: Texts
) -> str:
    """Do it, and return what is wrong with it, if anything is."""
    words = t["acts"]
    try:
        until = date.fromisoformat(fields["until"]) if fields.get("until") else None
        await desk.writing(_deed(what, alert_id, visitor, fields.get("note", ""), until), desk.clock())
    except ValueError:
        return str(words["until-unfit"])
    except handling.UnknownAlert:
        raise Problem(
            404, "not-found", "There is no such alert", "GET /v1/alerts?state=all lists all of them."
        ) from None
    except handling.AlertIsResolved:
        return str(words["is_resolved"])
    except handling.AlertIsOpen:
        return str(words["is_open"])
    except handling.UnfitWish as unfit:
        return " ".join(words[fault.value] for fault in unfit.faults)
    return ""


def _deed(
    what: What, alert_id: str, visitor: Visitor, note: str, until: date | None
) -> Callable[[Memory, datetime], None]:
    who = visitor.session.name if visitor.session else ""

    def deed(memory: Memory, now: datetime) -> None:
        match what:
            case "acknowledge":
                handling.acknowledge(memory, alert_id, who, note, until, now)
            case "snooze":
                handling.snooze(memory, alert_id, who, note, until, now)
            case "note":
                handling.note(memory, alert_id, who, note, now)
            case "reopen":
                handling.reopen(memory, alert_id, who, note, now)

    return deed
