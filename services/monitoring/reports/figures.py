"""The figures of a report: everything that any of its formats shows, in no language.

All of them are of the closing day, the month's last working day, and as known at its end. Chances and probabilities are
shares of 1; everything else is in entries.
"""

from dataclasses import dataclass
from datetime import date

from services.monitoring.domain.alerts import Cause, Kind, Level, Severity
from services.monitoring.domain.silence import FeedDay


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Which version of which plan."""

    id: str
    version: int
    year: int
    district: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a series was judged: ``started`` includes what is not reported yet, ``gap`` is it against what was planned.

    ``low`` and ``high`` enclose four cases of five. ``too_early``: a forecast is computed but says little.
    """

    started: float
    gap: float
    pace_probability: float
    forecast: float
    low: int
    high: int
    chance: float
    chance95: float
    too_early: bool
    level: Level
    target_at_risk: bool


@dataclass(frozen=True, slots=True)
class SeriesFigures:
    """One series; without a target it owes nothing and is not judged. A hidden cell has no ``actual``.

    ``assumed``: nobody has decided the target yet. ``incomplete``: an office that counts in it is silent; ``missing``
    is what it would have reported on plan, of which nothing is known without a target.
    """

    id: str
    title: dict[str, str]
    assumed: bool
    target: int | None
    expected: float | None
    actual: int | None
    deviation: float | None
    verdict: Verdict | None
    incomplete: bool = False
    missing: float = 0.0

    @property
    def gap(self) -> int | None:
        """The deviation in whole entries, as the difference of the figures that are shown."""
        return None if self.actual is None or self.expected is None else self.actual - round(self.expected)

    @property
    def behind(self) -> bool:
        """Too few, even with what silent offices would have reported on plan: silence is not failure."""
        return self.gap is not None and round(self.gap + self.missing) < 0


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The entries of one series that began in one month; ``expected`` until the closing day.

    ``provisional``: some of the month's days are reported to less than 99 %.
    """

    series: str
    month: int
    target: int | None
    expected: float | None
    actual: int | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The total at the end of a day, added up since 1 January.

    ``low`` and ``high`` enclose four of five years that go as planned. What has not happened by the closing day has no
    ``actual``, what lies before it no forecast; ``begun`` estimates what has begun, where reports are still to come.
    """

    day: date
    planned: float
    low: float
    high: float
    actual: int | None
    forecast: float | None
    forecast_low: float | None
    forecast_high: float | None
    begun: float | None = None


@dataclass(frozen=True, slots=True)
class AlertFigures:
    """An alert that stood at some time of the month; ``new``: it was raised in it."""

    id: str
    series: str
    kind: Kind
    severity: Severity
    since: date
    new: bool
    resolved_on: date | None
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class FeedFigures:
    """An office, and the newest day on which what it reports changed a count; ``silence`` is None while it reports."""

    office: str
    title: str
    by_files: bool
    last_change: date | None
    silence: FeedDay | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """The entries of a month as they stood in its closed report, and as they stand now."""

    series: str
    month: int
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the figures can be relied on; ``compared_with`` is the newest closed month before this one.

    Nothing can be said about corrections where no earlier month was closed: then it is None.
    """

    provisional_from: date
    last_change: date | None
    feeds: tuple[FeedFigures, ...]
    compared_with: str | None
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """By which probabilities was warned, and what the evaluation was calibrated with."""

    preset: str
    warning_wholes: float
    warning_parts: float
    calibration: int
    origin: str
    entries: int
    measured_on: date | None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Entries agreed and not begun, and vouchers that may become some, of which only planning knows.

    One or two are not told: None, as is what planning was not asked for or did not say.
    """

    announced: int | None
    overdue: int | None
    vouchers_open: int | None
    expiring_30d: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A report's figures. ``month`` is written 2026-09; ``over``: nothing of it is still to come.

    ``curve`` is that of the total. ``planning_away``: planning was asked for vouchers and did not answer.
    """

    plan: PlanFigures
    month: str
    day: date
    over: bool
    series: tuple[SeriesFigures, ...]
    months: tuple[MonthFigures, ...]
    curve: tuple[CurvePoint, ...]
    alerts: tuple[AlertFigures, ...]
    quality: Quality
    method: Method
    pipeline: Pipeline | None
    planning_away: bool

    def find(self, series: str) -> SeriesFigures | None:
        """Return the figures of *series*, or None when they are not shown."""
        return next((one for one in self.series if one.id == series), None)

    def of(self, dimension: str) -> list[SeriesFigures]:
        """Return the series of a *dimension*, ``sector`` or ``office``, the largest gap first, then without target."""
        found = [one for one in self.series if one.id.startswith(f"{dimension}/")]
        return sorted(found, key=lambda one: (one.deviation is None, one.deviation or 0.0))

    @property
    def silent(self) -> list[FeedFigures]:
        """The offices that are silent at the end of the closing day."""
        return [one for one in self.quality.feeds if one.silence]

    @property
    def incomplete(self) -> bool:
        """Reports of a silent office are missing in some of the figures."""
        return any(one.incomplete for one in self.series) or bool(self.silent)

    @property
    def open_alerts(self) -> list[AlertFigures]:
        """The alerts that stand at the end of the closing day."""
        return [one for one in self.alerts if one.resolved_on is None]

    @property
    def new_alerts(self) -> list[AlertFigures]:
        """The alerts that were raised in the month."""
        return [one for one in self.alerts if one.new]

    @property
    def resolved_alerts(self) -> list[AlertFigures]:
        """The alerts that ended in the month."""
        return [one for one in self.alerts if one.resolved_on is not None]
