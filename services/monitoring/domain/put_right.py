"""What others were told by mistake: late knowledge tells otherwise, or a clock that ran ahead was put back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.monitoring.domain.alerts import Turn
from services.monitoring.domain.history import Alert, Change


def put_right_on(told: Alert, day: date) -> date:
    """Return the day under which news of what was *told* follow it, now that *day* is the newest completed one.

    A clock that was put back leaves behind what was told of days that are not over: news of an earlier day would stand
    before it, change nothing, and be told again every day.
    """
    return max(day, told.history[-1].day)


def reopened(known: Iterable[Alert], told: Iterable[Alert], day: date) -> list[Change]:
    """Return the reopening of alerts that stand, of which others were told that they are over."""
    over = {alert.id: alert for alert in told if alert.resolved_on}
    return [
        replace(alert.history[-1], turn=Turn.REOPENED, day=put_right_on(over[alert.id], day))
        for alert in known
        if alert.resolved_on is None and alert.id in over
    ]
