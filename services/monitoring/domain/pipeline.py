"""What is announced: entries that are agreed and have not begun. They promise something and are never counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.privacy import SMALL

SOON = timedelta(days=28)
"""Four weeks: what begins within them is mostly agreed already, what begins later mostly not."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Announced entries of a series on a day.

    ``announced`` start after it and in the plan year, ``soon`` of them within :data:`SOON`; ``overdue`` should have
    started by then, and nobody has reported that they did.
    """

    announced: int = 0
    soon: int = 0
    overdue: int = 0

    @property
    def shown_announced(self) -> int | None:
        """``announced``, or None where it is too small to be shown."""
        return _shown(self.announced)

    @property
    def shown_overdue(self) -> int | None:
        """``overdue``, or None where it is too small to be shown."""
        return _shown(self.overdue)

    @property
    def shown_soon(self) -> int | None:
        """``soon``, or None where it or the rest of ``announced`` is too small to be shown."""
        return None if {self.announced, self.announced - self.soon} & SMALL else _shown(self.soon)


NOTHING_ANNOUNCED = Pipeline()


def course_starts(entries: Mapping[date, int]) -> list[tuple[date, int]]:
    """Return the days on which a course begins by what is announced, of *entries* by the day they begin on.

    Three or more beginning together are a course; one or two would tell of persons.
    """
    return sorted((day, n) for day, n in entries.items() if n > max(SMALL))


def _shown(entries: int) -> int | None:
    return None if entries in SMALL else entries
