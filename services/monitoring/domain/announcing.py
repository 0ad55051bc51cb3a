"""What others are told about alerts: the changes of the newest day, each once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from services.monitoring.domain.alerts import Cause, Turn
from services.monitoring.domain.history import Alert, Change, Subject, alerts_of, standing
from services.monitoring.domain.put_right import put_right_on, reopened
from services.monitoring.domain.versions import Version, in_force


def news(
    changes: Iterable[Change], announced: Iterable[Change], day: date, versions: Collection[Version]
) -> list[Change]:
    """Return what is to be told now that *day* is the newest completed working day.

    *changes* is what became of the alerts as it is known today, *announced* what was told before. Changes of earlier
    days are kept and not told. But an alert that others take for open and that is none any more - resolved on a day
    that was not told, or never raised as it turned out - is closed for them as well. It was the plan's change when one
    of its *versions* has taken the place of that which raised the alert. One of which only the day has moved on which
    it was raised stays for them what it was.
    """
    announced = list(announced)
    told, known, before = {change.id for change in announced}, alerts_of(changes), standing(alerts_of(announced))
    moved = _moved(known, before, day)
    fresh = [one for alert in known for one in _told_as(alert, moved.get(alert.subject), day)]
    ended = {change.alert for change in fresh if change.turn is Turn.RESOLVED}
    open_now = {alert.id for alert in standing(known).values()} | {alert.id for alert in moved.values()} | ended
    now = {alert.id: alert for alert in known}
    closed = [_end(alert, now.get(alert.id), day, versions) for alert in before.values() if alert.id not in open_now]
    again = reopened(known, alerts_of(announced), day)
    return [one for one in {one.id: one for one in (*closed, *fresh, *again)}.values() if one.id not in told]


def _end(told: Alert, now: Alert | None, day: date, versions: Collection[Version]) -> Change:
    """Return how *told*, which stands no more, ends for others on *day*, given what it is *now*."""
    right = put_right_on(told, day)
    if now:
        return replace(now.history[-1], day=right)
    replaced = in_force(versions, told.raised.day).number != told.raised.plan_version
    cause = Cause.PLAN_CHANGE if replaced else Cause.RECOVERED
    return replace(
        told.history[-1], turn=Turn.RESOLVED, day=right, cause=cause, plan_version=in_force(versions, day).number
    )


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
