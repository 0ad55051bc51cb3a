"""HTTP to what people do with alerts: for the district's managers."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from services.monitoring.alerts import handling
from services.monitoring.answers import AlertAnswer
from services.monitoring.behind import behind_of
from services.monitoring.domain.deeds import LONGEST_NAME, LONGEST_NOTE, LONGEST_SNOOZE, Fault
from services.monitoring.ports import Memory, Writing
from services.monitoring.presentation import present_alert
from services.monitoring.queries import standings_of
from services.monitoring.words.formats import Language
from shared.clock import Clock, day_of
from shared.keys import Caller
from shared.web.access import district_with
from shared.web.problems import Problem

_FAULTS = {
    Fault.WHO_MISSING: "who: say who you are",
    Fault.WHO_UNFIT: f"who: at most {LONGEST_NAME} characters on one line, no control characters",
    Fault.NOTE_MISSING: "note or reason: say something",
    Fault.NOTE_UNFIT: f"note or reason: at most {LONGEST_NOTE} characters, no control characters",
    Fault.UNTIL_MISSING: "until: a snooze needs an end",
    Fault.UNTIL_OVER: "until: it must not lie in the past, and a snooze ends tomorrow at the earliest",
    Fault.UNTIL_TOO_FAR: f"until: at most {LONGEST_SNOOZE.days} days ahead",
}


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    who: str


class Acknowledgement(_Body):
    """Somebody looks after it: silent through the day `until` (null: until it is resolved) unless it rises."""

    note: str = ""
    until: date | None = None


class Snooze(_Body):
    """Put away through the day `until`, at most 92 days, for a `reason`, unless it rises."""

    reason: str
    until: date


class Note(_Body):
    """What is to be remembered of the alert."""

    note: str


class Reopening(_Body):
    """Ends an acknowledgement or a snooze."""

    note: str = ""


Manager = Annotated[
    Caller, Depends(district_with("manage", "Alerts are the district's to handle", "Use a key of the district."))
]


def create_handling(writing: Writing, clock: Clock, language: Language, done: Callable[[], None]) -> APIRouter:
    """Return the routes of what people do with alerts; *done* is called after each of it."""
    router = APIRouter(prefix="/v1/alerts/{alert_id}", tags=["alerts"])

    async def act(alert_id: str, lang: Language | None, deed: Callable[[Memory, datetime], None]) -> AlertAnswer:
        answer = await writing(_act, alert_id, deed, clock(), lang or language)
        done()
        return answer

    @router.post("/acknowledge")
    async def acknowledge(
        alert_id: str, body: Acknowledgement, _: Manager, lang: Language | None = None
    ) -> AlertAnswer:
        """Say that somebody looks after an alert."""
        given = (alert_id, body.who, body.note, body.until)
        return await act(alert_id, lang, lambda memory, now: handling.acknowledge(memory, *given, now))

    @router.post("/snooze")
    async def snooze(alert_id: str, body: Snooze, _: Manager, lang: Language | None = None) -> AlertAnswer:
        """Put an alert away for a while."""
        given = (alert_id, body.who, body.reason, body.until)
        return await act(alert_id, lang, lambda memory, now: handling.snooze(memory, *given, now))

    @router.post("/note")
    async def note(alert_id: str, body: Note, _: Manager, lang: Language | None = None) -> AlertAnswer:
        """Write a note to an alert, be it resolved or not."""
        given = (alert_id, body.who, body.note)
        return await act(alert_id, lang, lambda memory, now: handling.note(memory, *given, now))

    @router.post("/reopen")
    async def reopen(alert_id: str, body: Reopening, _: Manager, lang: Language | None = None) -> AlertAnswer:
        """End an acknowledgement or a snooze."""
        given = (alert_id, body.who, body.note)
        return await act(alert_id, lang, lambda memory, now: handling.reopen(memory, *given, now))

    return router


def _act(
    memory: Memory, alert_id: str, deed: Callable[[Memory, datetime], None], now: datetime, language: Language
) -> AlertAnswer:
    try:
        deed(memory, now)
    except handling.UnknownAlert:
        detail = "GET /v1/alerts?state=all lists all of them."
        raise Problem(404, "not-found", "There is no such alert", detail) from None
    except handling.AlertIsResolved:
        raise Problem(409, "alert-resolved", "The alert is resolved", "A note can still be written to it.") from None
    except handling.AlertIsOpen:
        detail = "It is neither acknowledged nor snoozed."
        raise Problem(409, "alert-open", "The alert is open already", detail) from None
    except handling.UnfitWish as unfit:
        detail = "; ".join(_FAULTS[fault] for fault in unfit.faults)
        raise Problem(422, "invalid-value", "That does not fit", detail) from None
    return _answer(memory, alert_id, now, language)


def _answer(memory: Memory, alert_id: str, now: datetime, language: Language) -> AlertAnswer:
    case = handling.find_case(memory, alert_id)
    standings = standings_of(memory, case.plan, day_of(now))
    behind = behind_of(memory, standings, [case.alert], None)
    return present_alert(standings, case.alert, behind[case.alert.id], language)
