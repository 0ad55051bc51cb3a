"""A version of a district's plan, with the pace it asks for."""

from typing import Literal

from pydantic import Field

from shared.events.base import Event, Instant, IsoDate
from shared.events.calibration import Calibration
from shared.events.managers import Managers


class PlannedSeries(Event):
    """One series of a plan; without a target it is shown and never judged.

    ``daily`` holds the entries planned per working day; the days of the year that are missing owe nothing.
    ``employed`` says that only employees count (true), only others (false), or both (null).
    ``tier`` 1 is judged by the stricter watch of total and employees. ``assumption``, true or a sentence, says that the
    target stands in until somebody decides it. ``within`` is the series around this one. When the plan has started
    anew, the series is measured from the day ``exposure_from`` on: ``started`` entries count as begun before it, and
    with the daily ones from it on they add up to the target.
    """

    id: str
    title: dict[str, str]
    tier: Literal[1, 2]
    employed: bool | None
    source: str | None
    assumption: bool | str = False
    target: int | None
    daily: dict[IsoDate, float]
    exposure_from: IsoDate | None = None
    started: int | None = None
    within: str | None = None


class PlanPublished(Event):
    """Planning has taken up a version of a plan.

    ``completeness`` is the share of the finally valid entries of a day that is known 0, 1, 2 ... days later; it stays
    at its last value. ``mode`` says what a later version does with the gap: it stays, or everything starts anew. The
    entries of the offices in ``fed_by_files`` come as monthly files, not as events. ``preset`` says how readily
    managers are warned. The same version is published again when its ``calibration`` has a higher version;
    ``completeness`` belongs to it.
    """

    event: Literal["plan.published"] = "plan.published"
    version: Literal[1] = 1
    plan: str
    plan_version: int
    year: int
    valid_from: IsoDate
    reason: str = ""
    author: str | None = None
    mode: Literal["gap_stays", "start_anew"] = "gap_stays"
    recordedtime: Instant
    district: str
    district_title: str
    offices: dict[str, str]
    fed_by_files: list[str] = Field(default_factory=list)
    sectors: dict[str, str]
    subdivision: str
    closed_days: list[IsoDate]
    completeness: list[float]
    series: list[PlannedSeries]
    managers: Managers = Managers()
    preset: Literal["quiet", "standard", "sensitive"] = "standard"
    calibration: Calibration = Calibration()
