"""What became of a deviation."""

from typing import Literal

from shared.events.base import Event, Instant, IsoDate, Whole


class AlertChanged(Event):
    """Something happened to an alert on ``day``; ``id`` names this change.

    It was raised, rose to a higher level or was resolved (``cause`` says why) at the end of the day; somebody
    acknowledged or snoozed it, it came back because that ended (reopened), or nobody did and the next one is told
    (escalated). A silent feed is no evaluation: its figures are null.
    """

    event: Literal["alert.changed"] = "alert.changed"
    version: Literal[1] = 1
    id: str
    alert: str
    plan: str
    plan_version: int
    series: str
    change: Literal["raised", "rose", "resolved", "acknowledged", "snoozed", "reopened", "escalated"]
    kind: Literal["pace", "target_at_risk", "feed_silent"]
    severity: Literal["warning", "critical", "target_at_risk", "feed_silent"]
    cause: Literal["recovered", "reached", "plan_change", "heard_again"] | None = None
    day: IsoDate
    since: IsoDate
    at: Instant
    expected: Whole | None
    known: int | None
    pace_probability: Whole | None
    forecast: Whole | None
    chance: Whole | None
