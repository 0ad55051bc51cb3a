"""Levels and alerts as a small machine with hysteresis.

A level rises at once and falls only with its alert, after a calm fortnight; so an alert neither flickers nor forgets.
"Watch" is a colour of the day and raises nothing.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

WATCH_AT = 0.05
CALM_AT = 0.20
CALM_DAYS = 10
"""Working days in a row with a pace probability of at least :data:`CALM_AT` after which a pace alert is resolved."""

AT_RISK_AT = 0.05
SAFE_AT = 0.20
_SHORTFALL_SHARE = 0.05
_SHORTFALL_ENTRIES = 3


class Level(StrEnum):
    """How a series stands against its plan."""

    NONE = "none"
    WATCH = "watch"
    WARNING = "warning"
    CRITICAL = "critical"


class Kind(StrEnum):
    """What an alert is about: the pace so far, the outcome of the year, or an office of whom nothing is heard."""

    PACE = "pace"
    TARGET_AT_RISK = "target_at_risk"
    FEED_SILENT = "feed_silent"


class Severity(StrEnum):
    """How grave an alert is."""

    WARNING = "warning"
    CRITICAL = "critical"
    TARGET_AT_RISK = "target_at_risk"
    FEED_SILENT = "feed_silent"


class Turn(StrEnum):
    """What can happen to an alert: by itself, or by what people do with it or leave undone."""

    RAISED = "raised"
    ROSE = "rose"
    RESOLVED = "resolved"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    REOPENED = "reopened"
    ESCALATED = "escalated"


class Cause(StrEnum):
    """Why an alert was resolved."""

    RECOVERED = "recovered"
    REACHED = "reached"
    PLAN_CHANGE = "plan_change"
    HEARD_AGAIN = "heard_again"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """At which pace probability a series is warned about, and at which a warning becomes critical."""

    warning: float
    critical: float


class Preset(StrEnum):
    """How readily managers are warned: false warnings against weeks until a real drop is seen."""

    QUIET = "quiet"
    STANDARD = "standard"
    SENSITIVE = "sensitive"


PRESETS = {
    Preset.QUIET: {1: Thresholds(0.010, 0.002), 2: Thresholds(0.004, 0.0008)},
    Preset.STANDARD: {1: Thresholds(0.025, 0.005), 2: Thresholds(0.010, 0.002)},
    Preset.SENSITIVE: {1: Thresholds(0.050, 0.010), 2: Thresholds(0.020, 0.004)},
}
"""By tier: 1 is the total, employees and what the plan marks so, 2 all others. Critical is a fifth of warning."""

THRESHOLDS = PRESETS[Preset.STANDARD]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What the machine looks at: one series at the end of one working day."""

    day: date
    target: int
    known: int
    pace_probability: float
    forecast: float
    chance95: float

    @property
    def reached(self) -> bool:
        """The target is reached."""
        return self.known >= self.target

    @property
    def falls_short(self) -> bool:
        """The forecast misses the target by more than a trifle; guards December."""
        return self.target - self.forecast >= max(_SHORTFALL_SHARE * self.target, _SHORTFALL_ENTRIES)

    @property
    def at_risk(self) -> bool:
        """Even 95 % of the target have become unlikely."""
        return self.chance95 <= AT_RISK_AT


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a series stands after a day: all that the next day needs to know."""

    level: Level = Level.NONE
    calm_days: int = 0
    pace_alert_since: date | None = None
    at_risk_since: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to one alert of a series; ``since`` is the day on which that alert was raised.

    ``cause`` says why it was resolved.
    """

    kind: Kind
    turn: Turn
    severity: Severity
    since: date
    cause: Cause | None = None


NOTHING_YET = Standing()
"""Where every series stands before the first day."""


def observe(standing: Standing, today: DayFigures, limits: Thresholds) -> tuple[Standing, tuple[Step, ...]]:
    """Take *today* into account; return where the series stands now and what became of its alerts."""
    standing, pace = _observe_pace(standing, today, limits)
    standing, outcome = _observe_outcome(standing, today)
    return standing, pace + outcome


def _observe_pace(standing: Standing, today: DayFigures, limits: Thresholds) -> tuple[Standing, tuple[Step, ...]]:
    if standing.pace_alert_since is None:
        return _without_alert(standing, today, limits)
    since, severity = standing.pace_alert_since, Severity(standing.level)
    calm = standing.calm_days + 1 if today.pace_probability >= CALM_AT else 0
    if today.reached or calm >= CALM_DAYS:
        still = replace(standing, level=_colour(today), calm_days=0, pace_alert_since=None)
        cause = Cause.REACHED if today.reached else Cause.RECOVERED
        return still, (Step(Kind.PACE, Turn.RESOLVED, severity, since, cause),)
    if severity is Severity.WARNING and _critical(today, limits):
        worse = replace(standing, level=Level.CRITICAL, calm_days=0)
        return worse, (Step(Kind.PACE, Turn.ROSE, Severity.CRITICAL, since),)
    return replace(standing, calm_days=calm), ()


def _without_alert(standing: Standing, today: DayFigures, limits: Thresholds) -> tuple[Standing, tuple[Step, ...]]:
    if today.pace_probability > limits.warning or not today.falls_short:
        return replace(standing, level=_colour(today)), ()
    severity = Severity.CRITICAL if _critical(today, limits) else Severity.WARNING
    raised = replace(standing, level=Level(severity), calm_days=0, pace_alert_since=today.day)
    return raised, (Step(Kind.PACE, Turn.RAISED, severity, today.day),)


def _critical(today: DayFigures, limits: Thresholds) -> bool:
    return today.pace_probability <= limits.critical and today.at_risk


def _colour(today: DayFigures) -> Level:
    return Level.WATCH if today.pace_probability <= WATCH_AT and not today.reached else Level.NONE


def _observe_outcome(standing: Standing, today: DayFigures) -> tuple[Standing, tuple[Step, ...]]:
    kind, severity, since = Kind.TARGET_AT_RISK, Severity.TARGET_AT_RISK, standing.at_risk_since
    if since is None and today.at_risk:
        return replace(standing, at_risk_since=today.day), (Step(kind, Turn.RAISED, severity, today.day),)
    if since is not None and today.chance95 >= SAFE_AT:
        cause = Cause.REACHED if today.reached else Cause.RECOVERED
        return replace(standing, at_risk_since=None), (Step(kind, Turn.RESOLVED, severity, since, cause),)
    return standing, ()
