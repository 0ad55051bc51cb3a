"""What others are told about alerts: the changes of the newest day, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from services.monitoring.domain.alerts import Turn
from services.monitoring.domain.history import Alert, Change, Subject, alerts_of, standing


def news(changes: Iterable[Change], announced: Iterable[Change], day: date) -> list[Change]:
    """Return what is to be told now that *day* is the newest completed working day.

    *changes* is what became of the alerts as it is known today, *announced* what was told before. Changes of earlier
    days are kept and not told. But an alert that others take for open and that is none any more - resolved on a day
    that was not told, or never raised as it turned out - is closed for them as well. One of which only the day has
    moved on which it was raised stays for them what it was.
    """
    announced = list(announced)
    told, known = {change.id for change in announced}, alerts_of(changes)
    moved = _moved(known, standing(alerts_of(announced)), day)
    fresh = [one for alert in known for one in _told_as(alert, moved.get(alert.subject), day)]
    ended = {change.alert for change in fresh if change.turn is Turn.RESOLVED}
    open_now = {alert.id for alert in standing(known).values()} | {alert.id for alert in moved.values()} | ended
    closed = [
        replace(alert.history[-1], turn=Turn.RESOLVED, day=day)
        for alert in standing(alerts_of(announced)).values()
        if alert.id not in open_now
    ]
    return [change for change in {change.id: change for change in (*closed, *fresh)}.values() if change.id not in told]


def _moved(known: Sequence[Alert], told: dict[Subject, Alert], day: date) -> dict[Subject, Alert]:
    """Return what others take for open, and what was raised on another day as it is *known* now."""
    newest = {alert.subject: alert for alert in known}
    ids = {alert.id for alert in known}
    return {
        subject: alert
        for subject, alert in told.items()
        if alert.id not in ids and subject in newest and newest[subject].resolved_on in (None, day)
    }


def _told_as(alert: Alert, before: Alert | None, day: date) -> Iterable[Change]:
    """Yield what became of *alert* on *day*, under the id by which others know it from *before*."""
    for change in alert.history:
        if change.day == day and (before is None or change.turn is not Turn.RAISED):
            yield replace(change, since=before.raised.since) if before else change
