"""What planning has measured of a district's reporting and starting; frozen for a plan's year."""

from typing import Annotated, Literal

from pydantic import Field

from shared.events.base import Event, IsoDate


class Groups(Event):
    """Start groups of the year before (same course, same day) of one series.

    ``entries`` is the sum over the groups of S, ``squares`` of S squared; S is the series' valid entries in a group.
    """

    entries: Annotated[int, Field(ge=0)]
    squares: Annotated[int, Field(ge=0)]


class Calibration(Event):
    """How complete and how uneven counts are; ``version`` rises when it is measured again within the year.

    ``origin`` says what the plan's completeness follows from and ``entries`` on how many entries it rests. A series
    that is missing in ``groups`` had no year before. ``measured_on`` is null for the assumptions of a first year.
    """

    version: Annotated[int, Field(ge=1)] = 1
    origin: Literal["default", "hazards", "matured"] = "default"
    entries: int = 0
    measured_on: IsoDate | None = None
    groups: dict[str, Groups] = Field(default_factory=dict)
