"""The shapes of planning's answers about calibrations."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from services.planning.answers import PlanName


class GroupsMeasured(BaseModel):
    """A series' entries in start groups of the year before: the sum of the sizes, and of the sizes squared."""

    entries: int
    squares: int


class WhatIsMeasured(BaseModel):
    """How completely entries are reported by age in days, and how they begin in groups.

    ``origin`` says what ``completeness`` follows from and ``entries`` on how many it rests; ``measured_on`` is null for
    the assumptions of a first year.
    """

    measured_on: date | None
    origin: Literal["default", "hazards", "matured"]
    entries: int
    completeness: list[float]
    groups: dict[str, GroupsMeasured]


class CalibrationKept(WhatIsMeasured):
    """A calibration as it was kept for good; ``by`` is the key of who asked for it."""

    version: int
    recorded_at: datetime
    age_days: int
    by: str | None


class ReportingCompared(BaseModel):
    """Mean delay of what is known of the newest 60 days' starts, and as calibrated (days); office null: the district.

    An office is compared with its district's calibration: a verdict about it need not be news.
    """

    office: str | None
    verdict: Literal["as_calibrated", "slower", "faster"]
    observed_days: float
    calibrated_days: float
    entries: int


class Calibrations(BaseModel):
    """What a plan is judged by: what was kept, the newest last, and what would be measured today.

    ``news`` says whether the proposal differs from what is in force; there is none for a closed year.
    """

    plan: PlanName
    year: int
    today: date
    kept: list[CalibrationKept]
    proposed: WhatIsMeasured | None
    news: bool
    reporting: list[ReportingCompared]
