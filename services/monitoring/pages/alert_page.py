"""The page of an alert: its history, who was told, and how to compute it by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from fastapi.responses import HTMLResponse

from services.monitoring.alerts.details import Details
from services.monitoring.behind import Behind, behind_of
from services.monitoring.domain.alerts import THRESHOLDS, Kind, Turn
from services.monitoring.domain.deeds import LONGEST_SNOOZE, Deed
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.handling import in_order
from services.monitoring.domain.history import Alert
from services.monitoring.domain.plan import Plan
from services.monitoring.pages.asked import Asked
from services.monitoring.pages.by_hand import ByHand, letters
from services.monitoring.pages.desk import Desk
from services.monitoring.pages.frame import Texts, texts_in
from services.monitoring.pages.visitors import Visitor
from services.monitoring.ports import Records
from services.monitoring.queries import Standings, standings_of, with_what_was
from services.monitoring.storage import past
from services.monitoring.visibility import as_seen_by, visible_plans
from services.monitoring.words.formats import Formats
from services.monitoring.words.phrases import SEVERITIES
from services.monitoring.words.sentences import Teller, title_of
from services.monitoring.words.silence_sentences import tell_its_end, tell_silence
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
    """An alert with its plan's standings and what is behind it."""

    standings: Standings
    alert: Alert
    behind: Behind


def find_alert(records: Records, alert_id: str, caller: Caller | None, today: date) -> Found:
    """Return an alert of any plan that *caller* may see. Raises :class:`Problem`."""
    for plan in visible_plans(records, caller, today):
        standings = as_seen_by(caller, standings_of(records, with_what_was(records, plan), today))
        for one in standings.alerts:
            if one.id == alert_id:
                return Found(standings, one, behind_of(records, standings, [one], caller)[one.id])
    raise Problem(404, "not-found", "There is no such alert", "GET /v1/alerts?state=all lists all of them.")


@dataclass(frozen=True, slots=True)
class Said:
    """What the page of an alert says about the deed before it: that it is ``done``, or what is wrong with it.

    ``what`` and ``fields`` are what somebody filled in, to be corrected.
    """

    done: str = ""
    fault: str = ""
    what: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


NOTHING_SAID = Said()


async def alert_page(
    desk: Desk, visitor: Visitor, asked: Asked, alert_id: str, said: Said = NOTHING_SAID
) -> HTMLResponse:
    """Return the page of an alert."""
    found = await desk.reading(find_alert, alert_id, visitor.caller, desk.frame.today)
    t, write = texts_in(asked.language), Formats(asked.language)
    plan, alert, evaluation = found.standings.plan, found.alert, found.behind.evaluation
    return desk.frame.render(
        "alert",
        asked,
        visitor,
        path=f"/alerts/{alert_id}",
        plan=plan,
        alert=alert,
        title=title_of(plan.find(alert.raised.series), asked.language, alert.raised.series),
        state=state_of(found.standings, alert, t, write),
        handling=found.standings.handled[alert.id].handling.state.value,
        limits=_limits(desk.frame.today),
        runs=Teller(plan, asked.language).tell(alert.raised.kind, evaluation) if evaluation else [],
        silence=_silence(alert, found.behind, asked),
        details=_details(plan, found.behind, asked),
        history=list(_history(found.standings, alert, t, asked)),
        tellings=await desk.database.read(past.tellings, alert_id),
        evaluation=evaluation,
        letters=letters(evaluation) if evaluation else [],
        steps=list(ByHand(evaluation, plan, write).steps()) if evaluation else [],
        verdict=_verdict(plan, evaluation, t, write) if evaluation else "",
        said=said,
        status=said.status,
    )


def _silence(alert: Alert, behind: Behind, asked: Asked) -> str:
    """Return what is to be said of an office that is or was silent; "" of other alerts."""
    if alert.raised.kind is not Kind.FEED_SILENT:
        return ""
    if alert.resolved_on:
        return tell_its_end(alert.history[-1].cause, asked.language)
    return tell_silence(behind.feed, asked.language)


def _details(plan: Plan, behind: Behind, asked: Asked) -> list[str]:
    """Return who makes up the gap, what is announced and what to do first, in paragraphs."""
    if behind.evaluation is None or behind.reasons is None:
        return []
    return Details(plan, asked.language).paragraphs(behind.evaluation, behind.reasons)


def state_of(standings: Standings, alert: Alert, t: Texts, write: Formats) -> str:
    """Return in words how an alert is handled."""
    words, handling = t["alert"], standings.handled[alert.id].handling
    if alert.resolved_on:
        return str(words["resolved"].format(day=write.day(alert.resolved_on)))
    until = f" {t['words']['until'].format(day=write.day(handling.until))}" if handling.until else ""
    return f"{words[handling.state.value]}{until}"


def _limits(today: date) -> dict[str, date]:
    return {"today": today, "tomorrow": today + timedelta(days=1), "last": today + LONGEST_SNOOZE}


def _history(standings: Standings, alert: Alert, t: Texts, asked: Asked) -> Iterator[Event]:
    words, write = t["alert"], Formats(asked.language)
    for happened in in_order(alert, standings.handled[alert.id].deeds):
        if isinstance(happened, Deed):
            until = f" {t['words']['until'].format(day=write.day(happened.until))}" if happened.until else ""
            who = f" \N{MIDDLE DOT} {happened.who}" if happened.who else ""
            yield Event(happened.day, f"{words[happened.what.value]}{until}{who}", happened.note)
        elif happened.turn is Turn.RESOLVED:
            cause = f" ({words[happened.cause.value]})" if happened.cause else ""
            yield Event(happened.day, f"{words['resolved_turn']}{cause}")
        else:
            severity = SEVERITIES[asked.language][happened.severity]
            yield Event(happened.day, f"{severity}: {words[happened.turn.value]}")


def _verdict(plan: Plan, evaluation: Evaluation, t: Texts, write: Formats) -> str:
    series = plan.find(evaluation.series)
    limits = plan.limits(series) if series else THRESHOLDS[2]
    return str(
        t["alert"]["verdict"].format(
            level=t["levels"][evaluation.level],
            warning=write.probability(limits.warning),
            critical=write.probability(limits.critical),
        )
    )
