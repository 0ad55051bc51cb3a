"""A version of a district's plan, with the pace it asks for."""

from typing import Literal

from shared.events.base import Event, Instant, IsoDate
from shared.events.managers import Managers


class PlannedSeries(Event):
    """One series of a plan; without a target it is shown and never judged.

    ``daily`` holds the entries planned per working day; the days of the year that are missing owe nothing.
    ``employed`` says that only employees count (true), only others (false), or both (null).
    ``tier`` 1 is judged by the stricter watch of total and employees.
    """

    id: str
    title: dict[str, str]
    tier: Literal[1, 2]
    employed: bool | None
    source: str | None
    target: int | None
    daily: dict[IsoDate, float]


class PlanPublished(Event):
    """Planning has taken up a version of a plan.

    ``completeness`` is the share of the finally valid entries of a day that is known 0, 1, 2 ... days later; it stays
    at its last value.
    """

    event: Literal["plan.published"] = "plan.published"
    version: Literal[1] = 1
    plan: str
    plan_version: int
    year: int
    valid_from: IsoDate
    recordedtime: Instant
    district: str
    district_title: str
    offices: dict[str, str]
    sectors: dict[str, str]
    subdivision: str
    closed_days: list[IsoDate]
    completeness: list[float]
    series: list[PlannedSeries]
    managers: Managers = Managers()
