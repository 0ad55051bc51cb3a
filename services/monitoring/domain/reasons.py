"""What stands behind a gap: its parts, what is announced, and how wide it has been."""

from dataclasses import dataclass
from datetime import date

from services.monitoring.domain.makeup import MakeUp
from services.monitoring.domain.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Worst:
    """The widest gap since an alert was raised (entries, negative when behind), and its day."""

    day: date
    gap: float


@dataclass(frozen=True, slots=True)
class Reasons:
    """What is said of a series on a day beyond its evaluation; ``worst`` of the alert that it is said about."""

    makeup: tuple[MakeUp, ...]
    pipeline: Pipeline
    worst: Worst | None = None
