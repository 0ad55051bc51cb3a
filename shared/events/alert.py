"""What became of a deviation."""

from typing import Literal

from shared.events.base import Event, Instant, IsoDate, Whole


class AlertChanged(Event):
    """An alert was raised, rose to a higher level or was resolved at the end of ``day``; ``id`` names this change."""

    event: Literal["alert.changed"] = "alert.changed"
    version: Literal[1] = 1
    id: str
    alert: str
    plan: str
    plan_version: int
    series: str
    change: Literal["raised", "rose", "resolved"]
    kind: Literal["pace", "target_at_risk"]
    severity: Literal["warning", "critical", "target_at_risk"]
    day: IsoDate
    since: IsoDate
    at: Instant
    expected: Whole
    known: int
    pace_probability: Whole
    forecast: Whole
    chance: Whole
