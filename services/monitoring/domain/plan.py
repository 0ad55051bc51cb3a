"""A version of a plan, as far as judging needs it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from services.monitoring.domain.alerts import PRESETS, Preset, Thresholds
from services.monitoring.domain.calibration import FIRST_YEAR, Calibration
from shared.calendar import WorkingDays

KNOWLEDGE_GROWS_FOR = timedelta(days=180)
"""So long after 31 December a plan year is still evaluated: reports of its entries still arrive."""


@dataclass(frozen=True, slots=True)
class Series:
    """One thing that is counted, and what the plan asks of it.

    ``daily`` holds the entries planned per day; ``tier`` 1 is watched more closely than 2; ``source`` says where the
    target comes from, ``assumption`` that nobody has decided it yet; ``within`` is the series around it. When the plan
    started anew, ``started`` entries count as begun before ``exposure_from``, and the pace is measured from then on.
    """

    id: str
    title: Mapping[str, str]
    source: str | None
    tier: int
    employed: bool | None
    target: int | None
    daily: Mapping[date, float]
    assumption: bool | str = False
    within: str | None = None
    exposure_from: date | None = None
    started: int = 0

    def expected_by(self, day: date) -> float:
        """Return the entries planned until *day*, as planning's board has them."""
        anew = self.exposure_from if self.exposure_from and self.exposure_from <= day else date.min
        owed = sum(entries for planned, entries in self.daily.items() if anew <= planned <= day)
        return owed + (self.started if anew is self.exposure_from else 0)


_LARGEST_TARGET = 10**8
_YEARS = range(2000, 2200)


class UnusablePlan(Exception):
    """The plan could not be evaluated on any day: the text says why, without the plan's content."""


@dataclass(frozen=True)
class Plan:
    """A district's plan of one year; raises :class:`UnusablePlan`.

    ``completeness`` is C, the share of the finally valid entries of a day that is known 0, 1, 2 ... days later;
    it belongs to ``calibration``. ``preset`` says how readily managers are warned. The entries of the offices in
    ``fed_by_files`` come once a month.
    """

    id: str
    version: int
    year: int
    district_title: str
    offices: frozenset[str]
    series: tuple[Series, ...]
    working_days: WorkingDays
    completeness: tuple[float, ...]
    preset: Preset = Preset.STANDARD
    calibration: Calibration = FIRST_YEAR
    fed_by_files: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what could not be evaluated on any day, before it is kept and fails every day."""
        if len({one.id for one in self.series}) < len(self.series):
            raise UnusablePlan("a series stands twice")
        if any((one.target or 0) not in range(_LARGEST_TARGET) for one in self.series):
            raise UnusablePlan("a target is negative or too large")
        if not all(math.isfinite(pace) and pace >= 0 for one in self.series for pace in one.daily.values()):
            raise UnusablePlan("a day owes what is no number of entries")
        if any(one.started < 0 for one in self.series):
            raise UnusablePlan("less than nothing has begun")
        if not self.completeness or not all(math.isfinite(share) and share >= 0 for share in self.completeness):
            raise UnusablePlan("nothing says how complete days are")
        if self.year not in _YEARS or not self._has_calendar():
            raise UnusablePlan("there is no calendar for the year")

    def _has_calendar(self) -> bool:
        try:
            return bool(self.working_days.last_before(self.last_day))
        except NotImplementedError:
            return False

    @cached_property
    def first_day(self) -> date:
        """1 January of the plan year."""
        return date(self.year, 1, 1)

    @cached_property
    def last_day(self) -> date:
        """31 December of the plan year."""
        return date(self.year, 12, 31)

    @cached_property
    def judged(self) -> tuple[Series, ...]:
        """The series with a target; the others are never evaluated."""
        return tuple(one for one in self.series if one.target)

    def find(self, series: str) -> Series | None:
        """Return the series of that id."""
        return next((one for one in self.series if one.id == series), None)

    def limits(self, series: Series) -> Thresholds:
        """Return where *series* is warned about."""
        return PRESETS[self.preset][series.tier]

    def span_to_evaluate(self, *, after: date | None, today: date) -> tuple[date, date]:
        """Return the first and the last of the days, working days or not, that lie between those two.

        The last one lies before the first one where there are none.
        """
        first = after + timedelta(days=1) if after else self.first_day
        return max(first, self.first_day), min(today - timedelta(days=1), self.last_day + KNOWLEDGE_GROWS_FOR)

    def last_evaluable(self, today: date) -> date | None:
        """Return the newest day that can be evaluated on *today*, or None when none is completed yet."""
        newest = self.working_days.last_before(min(today, self.last_day + KNOWLEDGE_GROWS_FOR + timedelta(days=1)))
        return newest if newest >= self.first_day else None

    def working_days_left(self, day: date) -> int:
        """Return how many working days of the plan year follow *day*."""
        return sum(1 for _ in self.working_days.between(day + timedelta(days=1), self.last_day))
