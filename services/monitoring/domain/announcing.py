"""What others are told about alerts: the changes of the newest day, each once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.monitoring.domain.alerts import Turn
from services.monitoring.domain.history import Change, alerts_of
from services.monitoring.domain.put_right import put_right_on, reopened


def news(changes: Iterable[Change], announced: Iterable[Change], day: date) -> list[Change]:
    """Return what is to be told now that *day* is the newest completed working day.

    *changes* is what became of the alerts as it is known today, *announced* what was told before. Changes of earlier
    days are kept and not told. But an alert that others take for open and that is none any more - resolved on a day
    that was not told, or never raised as it turned out - is closed for them as well.
    """
    changes, announced = list(changes), list(announced)
    told = {change.id for change in announced}
    fresh = [change for change in changes if change.day == day]
    open_now = {alert.id for alert in alerts_of(changes) if alert.resolved_on is None}
    closed = [
        replace(alert.history[-1], turn=Turn.RESOLVED, day=put_right_on(alert, day))
        for alert in alerts_of(announced)
        if alert.resolved_on is None and alert.id not in open_now
    ]
    again = reopened(alerts_of(changes), alerts_of(announced), day)
    return [one for one in {one.id: one for one in (*closed, *fresh, *again)}.values() if one.id not in told]
