"""What was measured of a district's reporting and starting, as far as judging needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Groups(NamedTuple):
    """Start groups of the year before: the sums of S and of S squared, with S the valid entries in a group."""

    entries: int
    squares: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """A measurement, frozen for the year unless it is measured again: then its ``version`` is higher.

    ``origin`` says what the plan's completeness follows from, ``entries`` on how many entries it rests, and
    ``measured_on`` when that was; None for the assumptions of a first year. A series that is missing in ``groups`` had
    no year before.
    """

    version: int = 1
    origin: str = "default"
    entries: int = 0
    measured_on: date | None = None
    groups: Mapping[str, Groups] = field(default_factory=dict)


FIRST_YEAR = Calibration()
"""Nothing is measured yet."""
