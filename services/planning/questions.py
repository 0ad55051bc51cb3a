"""Reading what a caller asks for: the day of the board, the state of knowledge, the plan."""

from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Query
from pydantic import TypeAdapter, ValidationError

from services.planning.board.board import View
from services.planning.domain.plan import Plan
from services.planning.storage.plans import PlanBook
from services.planning.versions.difference import Asked
from shared.clock import day_of, end_of
from shared.events.base import Instant, IsoDate
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.problems import Problem

Reader = Annotated[Caller, Depends(caller_with("read"))]
Language = Annotated[str | None, Query(pattern="^(de|en)$", description="Default: KURS_LANGUAGE.")]
OnParameter = Annotated[IsoDate | None, Query(description="A day; default: the last completed day.")]
KnownParameter = Annotated[
    str | None, Query(description="A day (until its end in Berlin) or an instant with offset; default: now.")
]
PlanParameter = Annotated[str | None, Query(description="Default: the plan of the day's year.")]

_DAY: TypeAdapter[date] = TypeAdapter(IsoDate)
_INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
"""Years in which no conversion between zones can overflow."""

_INCLUDED = timedelta(microseconds=1)


def view_of(  # noqa: PLR0913 - names, not positions
    *, book: PlanBook, caller: Caller, now: datetime, on: date | None, known: str | None, plan: str | None
) -> View:
    """Return what is asked for. Raises :class:`Problem` for an unreadable time or a plan that is not there."""
    day = on or day_of(now) - timedelta(days=1)
    chosen = plan_of(book, caller, day, plan)
    return View(chosen, day, book.known(chosen, known_before(known, now)), now)


def known_before(text: str | None, now: datetime) -> datetime:
    """Return the first instant that is not known any more."""
    if text is None:
        return now + _INCLUDED
    try:
        day = _DAY.validate_python(text)
        if _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return end_of(day)
    except ValidationError:
        pass
    try:
        # A plus sign that was not encoded arrives as a blank.
        return _INSTANT.validate_python(text.replace(" ", "+")) + _INCLUDED
    except ValidationError:
        detail = "Give a day (2026-03-31) or an instant with offset (2026-03-31T12:00:00+02:00)."
        raise Problem(422, "invalid-parameter", "'known' is no point in time", detail) from None


def today_of(now: datetime, language: str) -> Asked:
    """Return the question for today's board, as a board without parameters answers it."""
    return Asked(day_of(now) - timedelta(days=1), known_before(None, now), language)


def plan_of(book: PlanBook, caller: Caller, on: date, plan_id: str | None) -> Plan:
    """Return the version in force on a day. Raises :class:`Problem` for none, and for several."""
    plans = book.in_force(on, plan_id, caller.office)
    match plans:
        case [plan]:
            return plan
        case []:
            detail = f"There is none for {on.year} that is valid on {on}. Publish one: kurs plan publish FILE.yaml"
            raise Problem(404, "no-plan", "There is no such plan", detail)
        case _:
            names = ", ".join(sorted(plan.id for plan in plans))
            raise Problem(409, "several-plans", "Several plans fit", f"Choose one with 'plan': {names}.")
