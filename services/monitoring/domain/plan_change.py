"""What becomes of alerts on the first day that is judged by another version of the plan.

Nobody has caught up because less is asked for: such an end is the plan's, and never called a recovery.
"""

from collections.abc import Iterator
from dataclasses import replace

from services.monitoring.domain.alerts import (
    CALM_AT,
    SAFE_AT,
    Cause,
    DayFigures,
    Kind,
    Level,
    Severity,
    Standing,
    Step,
    Turn,
)
from services.monitoring.domain.plan import Series


def asks_the_same(before: Series | None, now: Series) -> bool:
    """Say whether two versions of a plan ask the same of a series: then its alerts go on as on any other day."""
    return before is not None and _asked(before) == _asked(now)


def _asked(series: Series) -> tuple[object, ...]:
    return series.target, series.exposure_from, series.started, dict(series.daily)


def measured_anew(standing: Standing, today: DayFigures, owed_before: int) -> tuple[Standing, list[Step]]:
    """Resolve the alerts of a series that are none under its new version; *owed_before* was its target until then.

    A pace alert ends at once when the pace is calm or the lower target is reached, the flag when 95 % of the target are
    likely enough. What would be reached without the change as well is left to the usual rules.
    """
    if today.known >= max(owed_before, today.target):
        return standing, []
    ended = []
    if today.pace_probability >= CALM_AT or today.reached:
        ended.append(Kind.PACE)
    if today.chance95 >= SAFE_AT:
        ended.append(Kind.TARGET_AT_RISK)
    steps = [step for step in _ends(standing) if step.kind in ended]
    for step in steps:
        standing = _without(standing, step.kind)
    return standing, steps


def no_longer_asked(standing: Standing) -> list[Step]:
    """Return the end of all alerts of a series that has lost its target, or its place in the plan."""
    return list(_ends(standing))


def _ends(standing: Standing) -> Iterator[Step]:
    """Yield the end of each alert that stands."""
    if standing.pace_alert_since:
        severity = Severity(standing.level)
        yield Step(Kind.PACE, Turn.RESOLVED, severity, standing.pace_alert_since, Cause.PLAN_CHANGE)
    if standing.at_risk_since:
        severity, since = Severity.TARGET_AT_RISK, standing.at_risk_since
        yield Step(Kind.TARGET_AT_RISK, Turn.RESOLVED, severity, since, Cause.PLAN_CHANGE)


def _without(standing: Standing, kind: Kind) -> Standing:
    if kind is Kind.PACE:
        return replace(standing, level=Level.NONE, calm_days=0, pace_alert_since=None)
    return replace(standing, at_risk_since=None)
