"""An alert over HTTP: its history, who was told, and how to compute it by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from services.monitoring.domain.alerts import THRESHOLDS, Turn
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Alert
from services.monitoring.domain.plan import Plan
from services.monitoring.formats import Formats
from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.by_hand import ByHand, letters
from services.monitoring.pages.desk import Desk
from services.monitoring.pages.frame import Texts, texts_in
from services.monitoring.pages.visitors import Visitor
from services.monitoring.phrases import SEVERITIES
from services.monitoring.ports import Records
from services.monitoring.queries import Standings, evaluation_behind, standings_of
from services.monitoring.sentences import Teller, title_of
from services.monitoring.storage import past
from services.monitoring.visibility import as_seen_by, visible_plans
from shared.keys import Caller
from shared.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an alert, in words; ``note`` is what a person wrote."""

    day: date
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An alert with its plan's standings and what it rests on."""

    standings: Standings
    alert: Alert
    evaluation: Evaluation | None


def find_alert(records: Records, alert_id: str, caller: Caller | None, today: date) -> Found:
    """Return an alert of any plan that *caller* may see. Raises :class:`Problem`."""
    for plan in visible_plans(records, caller):
        standings = as_seen_by(caller, standings_of(records, plan, today))
        for one in standings.alerts:
            if one.id == alert_id:
                return Found(standings, one, evaluation_behind(records, standings, one))
    raise Problem(404, "not-found", "There is no such alert", "GET /v1/alerts?state=all lists all of them.")


def add_alert(router: APIRouter, desk: Desk) -> None:
    """Add the page of an alert."""
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.get("/alerts/{alert_id}")
    async def one_alert(
        alert_id: str, visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]
    ) -> HTMLResponse:
        return await alert_page(desk, visitor, asked, alert_id)


async def alert_page(desk: Desk, visitor: Visitor, asked: Asked, alert_id: str) -> HTMLResponse:
    """Return the page of an alert."""
    found = await desk.reading(find_alert, alert_id, visitor.caller, desk.frame.today)
    t, write = texts_in(asked.language), Formats(asked.language)
    plan, alert, evaluation = found.standings.plan, found.alert, found.evaluation
    return desk.frame.render(
        "alert",
        asked,
        visitor,
        path=f"/alerts/{alert_id}",
        plan=plan,
        alert=alert,
        title=title_of(plan.find(alert.raised.series), asked.language, alert.raised.series),
        state=_state(alert, t, write),
        runs=Teller(plan, asked.language).tell(alert.raised.kind, evaluation) if evaluation else [],
        history=list(_history(alert, t, asked)),
        tellings=await desk.database.read(past.tellings, alert_id),
        evaluation=evaluation,
        letters=letters(evaluation) if evaluation else [],
        steps=list(ByHand(evaluation, plan, write).steps()) if evaluation else [],
        verdict=_verdict(plan, evaluation, t, write) if evaluation else "",
        done="",
        fault="",
    )


def _state(alert: Alert, t: Texts, write: Formats) -> str:
    words = t["alert"]
    if alert.resolved_on:
        return str(words["resolved"].format(day=write.day(alert.resolved_on)))
    return str(words["open"])


def _history(alert: Alert, t: Texts, asked: Asked) -> Iterable[Event]:
    words = t["alert"]
    for change in alert.history:
        severity = SEVERITIES[asked.language][change.severity]
        if change.turn is Turn.RESOLVED:
            cause = f" ({words[change.cause.value]})" if change.cause else ""
            yield Event(change.day, f"{words['resolved_turn']}{cause}")
        else:
            yield Event(change.day, f"{severity}: {words[change.turn.value]}")


def _verdict(plan: Plan, evaluation: Evaluation, t: Texts, write: Formats) -> str:
    series = plan.find(evaluation.series)
    limits = THRESHOLDS[series.tier if series else 2]
    return str(
        t["alert"]["verdict"].format(
            level=t["levels"][evaluation.level],
            warning=write.probability(limits.warning),
            critical=write.probability(limits.critical),
        )
    )
