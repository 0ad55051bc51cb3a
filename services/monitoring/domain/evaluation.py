"""The evaluation of one series at the end of one working day, with everything needed to compute it by hand."""

from dataclasses import dataclass
from datetime import date

from services.monitoring.domain.alerts import NOTHING_YET, DayFigures, Level, Standing

_TOO_FEW = 5.0
_DAYS_OF_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class PerWeek:
    """Entries per week of five working days until the year's end: what is needed, and what the present pace brings."""

    needed: float
    at_pace: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One series on one day, in the method's letters.

    target T, known n, dispersion phi, weighted_known A, exposure B, exposure_squared B2, expected_known E, expected
    Lambda; weight w, pace_probability p, pace r, to_come m, variance V; the forecast with its 80 % interval, the
    chances to reach the target and 95 % of it; where the series stood after that day.
    The plan's version and that of its calibration say what all of it was computed with.

    missing is what offices that are silent would have reported, and weighted_missing what that adds to A; p, the
    forecast and the chance of 95 % "if reported" are those with both, and the same as without when nobody is silent.
    """

    series: str
    day: date
    plan_version: int
    calibration_version: int
    target: int
    known: int
    dispersion: float
    weighted_known: float
    exposure: float
    exposure_squared: float
    expected_known: float
    expected: float
    weight: float
    pace_probability: float
    pace: float
    to_come: float
    variance: float
    forecast: float
    low: int
    middle: int
    high: int
    chance: float
    chance95: float
    missing: float
    weighted_missing: float
    pace_probability_if_reported: float
    forecast_if_reported: float
    chance95_if_reported: float
    standing: Standing = NOTHING_YET

    @property
    def level(self) -> Level:
        """The level after that day."""
        return self.standing.level

    @property
    def target_at_risk(self) -> bool:
        """The flag after that day."""
        return self.standing.at_risk_since is not None

    @property
    def incomplete(self) -> bool:
        """An office that counts in the series is silent and should have reported entries of it."""
        return self.missing > 0

    @property
    def nearly(self) -> int:
        """95 % of the target, in whole entries."""
        return -(-95 * self.target // 100)

    @property
    def deviation(self) -> float:
        """What is known against what was planned; negative when behind."""
        return self.known - self.expected

    @property
    def started(self) -> float:
        """Nowcast: entries begun by that day, those included that are not reported yet."""
        return self.known + self.pace * (self.expected - self.expected_known)

    @property
    def gap(self) -> float:
        """What has begun against what was planned; negative when behind."""
        return self.started - self.expected

    @property
    def too_early(self) -> bool:
        """So little could be known yet that no forecast is shown."""
        return self.expected_known < _TOO_FEW

    @property
    def figures(self) -> DayFigures:
        """What levels and alerts depend on."""
        others = (self.pace_probability, self.forecast, self.chance95)
        return DayFigures(self.day, self.target, self.known, *others, self._if_reported if self.incomplete else None)

    @property
    def _if_reported(self) -> DayFigures:
        known = self.known + round(self.missing)
        others = (self.pace_probability_if_reported, self.forecast_if_reported, self.chance95_if_reported)
        return DayFigures(self.day, self.target, known, *others)

    def per_week(self, working_days_left: int) -> PerWeek | None:
        """Return the entries per week needed from now on; None when the year is over."""
        if not working_days_left:
            return None
        weeks = working_days_left / _DAYS_OF_A_WEEK
        needed = max(self.target - self.started, 0.0) / weeks
        return PerWeek(needed, self.pace * (self.target - self.expected) / weeks)
