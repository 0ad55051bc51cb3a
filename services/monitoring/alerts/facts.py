"""What others are told of an alert over ``kurs.alerts``: facts, and nobody's name or words."""

from datetime import datetime

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change
from shared.events import AlertChanged


def fact(change: Change, evaluation: Evaluation | None, now: datetime) -> AlertChanged:
    """Return *change* with the figures of *evaluation* as the event that is published *now*."""
    return AlertChanged(
        id=change.id,
        alert=change.alert,
        plan=change.plan,
        plan_version=change.plan_version,
        series=change.series,
        change=change.turn.value,
        kind=change.kind.value,
        severity=change.severity.value,
        cause=change.cause.value if change.cause else None,
        day=change.day,
        since=change.since,
        at=now,
        expected=evaluation.expected if evaluation else None,
        known=evaluation.known if evaluation else None,
        pace_probability=evaluation.pace_probability if evaluation else None,
        forecast=evaluation.forecast if evaluation else None,
        chance=evaluation.chance if evaluation else None,
    )
