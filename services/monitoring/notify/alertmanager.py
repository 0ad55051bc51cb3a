"""Alertmanager hears every minute which told alerts are open, which of them have ended, and that we are there."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, timedelta
from typing import Any

import httpx2
import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from services.monitoring.alerts.cases import cases_of
from services.monitoring.domain.alerts import Cause, Kind, Severity
from services.monitoring.domain.handling import State
from services.monitoring.domain.heard import office_of
from services.monitoring.domain.history import Alert, Change, alerts_of
from services.monitoring.domain.plan import Plan
from services.monitoring.notify.wording import Wording
from services.monitoring.ports import Records
from services.monitoring.queries import with_what_was
from services.monitoring.storage.records import SqlRecords
from services.monitoring.words.formats import Language
from services.monitoring.words.phrases import ENDED_BY_PLAN, SEVERITIES
from services.monitoring.words.sentences import title_of
from shared.background import in_background
from shared.clock import Clock, end_of
from shared.storage import Database

_EVERY_S = 60.0
_ENDS_AFTER = timedelta(minutes=5)
"""An alert that is not told again for so long ends there: nobody is left to say that it is over."""

_ENDED_FOR = timedelta(days=4)
"""An end is told for so long: as long as Alertmanager can be away over a weekend."""

_WITHIN_S = 10.0
WATCHDOG = "KurshalterHeartbeat"

log = structlog.get_logger()


class Alertmanager:
    """Posts alerts to Alertmanager's API (v2), with the wall's time: it compares with its own."""

    def __init__(self, url: str, database: Database, wall: Clock, wording: Wording, language: Language) -> None:
        """Post to the Alertmanager at *url*."""
        self._url = f"{url.rstrip('/')}/api/v2/alerts"
        self._database = database
        self._wall = wall
        self._wording = wording
        self._language = language
        self._failing = False

    def running(self) -> AbstractAsyncContextManager[None]:
        """Tell every minute in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            try:
                await self.tell()
                self._failing = False
            except (httpx2.HTTPError, httpx2.InvalidURL, SQLAlchemyError, OSError) as error:
                if not self._failing:
                    log.warning("alertmanager.away", error=type(error).__name__)
                self._failing = True
            await asyncio.sleep(_EVERY_S)

    async def tell(self) -> None:
        """Post once what is open and what has ended, and the watchdog, which is missed when nobody posts any more."""
        now = self._wall()
        alerts = [_watchdog(now), *await self._database.read(self._alerts, now)]
        async with httpx2.AsyncClient(trust_env=False, timeout=_WITHIN_S) as http:
            (await http.post(self._url, json=alerts)).raise_for_status()

    def _alerts(self, connection: Connection, now: datetime) -> list[dict[str, Any]]:
        records = SqlRecords(connection)
        return [
            told
            for plan in (with_what_was(records, newest) for newest in records.plans())
            for alert, snoozed in _known(records, plan)
            for told in self._told(plan, alert, snoozed, now)
        ]

    def _told(self, plan: Plan, alert: Alert, snoozed: datetime | None, now: datetime) -> Iterator[dict[str, Any]]:
        """Yield *alert* once for each severity that it had: what has risen is over as what it was before.

        While it is snoozed it is over as well.
        """
        for severity, begun, end in _spells(alert):
            ended = end or snoozed
            ends = min(ended, now) if ended else now + _ENDS_AFTER
            if ended is None or ends > now - _ENDED_FOR:
                yield self._posted(plan, alert, severity, min(begun, ends, now), ends)

    def _posted(self, plan: Plan, alert: Alert, severity: Severity, begun: datetime, ends: datetime) -> dict[str, Any]:
        series = alert.raised.series
        title = title_of(plan.find(series), self._language, series)
        labels = _labels(alert.raised) | {"plan": plan.id, "series": series}
        return {
            "labels": labels | {"severity": severity.value, "kind": alert.raised.kind.value},
            "annotations": {"summary": f"{SEVERITIES[self._language][severity]}: {title}{self._ending(alert)}"},
            "generatorURL": self._wording.link(plan, self._language),
            "startsAt": begun.isoformat(),
            "endsAt": ends.isoformat(),
        }

    def _ending(self, alert: Alert) -> str:
        by_plan = alert.history[-1].cause is Cause.PLAN_CHANGE
        return f" ({ENDED_BY_PLAN[self._language]})" if by_plan else ""


def _labels(raised: Change) -> dict[str, str]:
    """Return the alert's name, and the office of a series that is one office's alone.

    By that label operations inhibits what follows from a silent office.
    """
    name = "KurshalterFeedSilent" if raised.kind is Kind.FEED_SILENT else "KurshalterDeviation"
    office = office_of(raised.series)
    return {"alertname": name} | ({"office": office} if office else {})


def _known(records: Records, plan: Plan) -> Iterator[tuple[Alert, datetime | None]]:
    """Yield the alerts of *plan* that others know, with the moment since when each is snoozed.

    A snooze is over when its end is told, which is when the tick notes it, and not at a midnight before.
    """
    handled = {case.known.id: case.handling(date.min) for case in cases_of(records, plan) if case.known}
    for alert in alerts_of(records.announced(plan.id)):
        handling = handled.get(alert.id)
        yield alert, handling.at if handling and handling.state is State.SNOOZED else None


def _watchdog(now: datetime) -> dict[str, Any]:
    """Return an alert that is always open: whoever waits for it hears when monitoring is silent, or Alertmanager."""
    return {
        "labels": {"alertname": WATCHDOG, "severity": "none"},
        "annotations": {"summary": "Kurshalter's monitoring tells alerts; when this ends, it does not."},
        "startsAt": now.isoformat(),
        "endsAt": (now + _ENDS_AFTER).isoformat(),
    }


def _spells(alert: Alert) -> Iterator[tuple[Severity, datetime, datetime | None]]:
    """Yield each severity of *alert* with its beginning and its end, None while it lasts."""
    history = alert.history
    followers: list[Change | None] = [*history[1:], None]
    for change, following in zip(history, followers, strict=True):
        if following or alert.resolved_on is None:
            yield change.severity, end_of(change.day), end_of(following.day) if following else None
