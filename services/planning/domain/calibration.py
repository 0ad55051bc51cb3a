"""What is measured once for a plan's year: how completely entries are reported by age, and in which groups they begin.

How uneven counts are follows from the sizes S of start groups, sum S^2 / sum S: groups begin at random, not entries.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from services.planning.domain.reporting import DEFAULT, Curve


class Groups(NamedTuple):
    """A series' entries in start groups (same course, same day): the sum of their sizes, and of the sizes squared."""

    entries: int
    squares: int


class Member(NamedTuple):
    """Entries that are alike: the series that count them, their course (None: each is a group of one), their start."""

    series: tuple[str, ...]
    course: str | None
    start: date
    entries: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What the history shows by the end of ``day``; ``day`` is None for the assumptions of a first year."""

    day: date | None = None
    curve: Curve = DEFAULT
    groups: Mapping[str, Groups] = field(default_factory=dict)

    def same_as(self, other: "Measured") -> bool:
        """Say whether both would lead to the same verdicts, whenever they were measured."""
        return self.curve == other.curve and dict(self.groups) == dict(other.groups)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was measured for a plan, kept for good under a version; ``recorded_at`` in microseconds, ``by`` a key."""

    plan: str
    version: int
    recorded_at: int
    measured: Measured
    by: str | None = None


def group_sizes(members: Iterable[Member]) -> dict[str, Groups]:
    """Return the groups of each series, in the order of their ids."""
    together: Counter[tuple[str, str, date]] = Counter()
    alone: Counter[str] = Counter()
    for member in members:
        for series in member.series:
            if member.course is None:
                alone[series] += member.entries
            else:
                together[series, member.course, member.start] += member.entries
    entries, squares = Counter(alone), Counter(alone)
    for (series, _, _), size in together.items():
        entries[series] += size
        squares[series] += size * size
    return {series: Groups(entries[series], squares[series]) for series in sorted(entries)}


def measured_by(year: int, today: date) -> date:
    """Return the day by whose end the first version of a plan is calibrated: before its year, and over."""
    return min(date(year - 1, 12, 31), today - timedelta(days=1))
