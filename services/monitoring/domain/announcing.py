"""What others are told about alerts: the changes of the newest day, each once."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from services.monitoring.domain.alerts import Cause, Turn
from services.monitoring.domain.history import Alert, Change, alerts_of
from services.monitoring.domain.versions import Version, in_force


def news(
    changes: Iterable[Change], announced: Iterable[Change], day: date, versions: Collection[Version]
) -> list[Change]:
    """Return what is to be told now that *day* is the newest completed working day.

    *changes* is what became of the alerts as it is known today, *announced* what was told before. Changes of earlier
    days are kept and not told. But an alert that others take for open and that is none any more - resolved on a day
    that was not told, or never raised as it turned out - is closed for them as well. It was the plan's change when one
    of its *versions* has taken the place of that which raised the alert.
    """
    changes, announced = list(changes), list(announced)
    told = {change.id for change in announced}
    fresh = [change for change in changes if change.day == day]
    now = {alert.id: alert for alert in alerts_of(changes)}
    closed = [
        end
        for alert in alerts_of(announced)
        if alert.resolved_on is None and (end := _end(alert, now.get(alert.id), day, versions))
    ]
    return [change for change in {change.id: change for change in (*closed, *fresh)}.values() if change.id not in told]


def _end(told: Alert, now: Alert | None, day: date, versions: Collection[Version]) -> Change | None:
    """Return how *told* ends for others on *day*, given what it is *now*; None while it stands."""
    if now:
        return replace(now.history[-1], day=day) if now.resolved_on else None
    replaced = in_force(versions, told.raised.day).number != told.raised.plan_version
    cause = Cause.PLAN_CHANGE if replaced else Cause.RECOVERED
    return replace(
        told.history[-1], turn=Turn.RESOLVED, day=day, cause=cause, plan_version=in_force(versions, day).number
    )
