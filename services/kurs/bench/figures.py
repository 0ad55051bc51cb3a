"""What a run measures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from services.kurs.failure import Failure

Role = Literal["limit", "product", "peer"]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a number of events took. ``memory_mb`` is the peak of its processes, None where nobody could see it."""

    role: Role
    name: str
    database: str
    events: int
    seconds: float
    memory_mb: float | None = None

    @property
    def per_second(self) -> float:
        """Events a second."""
        return self.events / self.seconds


@dataclass(frozen=True, slots=True)
class Spread:
    """Waiting times in milliseconds: half of them were shorter than ``p50``, one in a hundred longer than ``p99``."""

    number: int
    p50: float
    p99: float
    longest: float


def spread(waits_ms: Sequence[float]) -> Spread:
    """Return how *waits_ms* are spread. Raises :class:`Failure` when there are none."""
    if not waits_ms:
        raise Failure("bench-nothing")
    ordered = sorted(waits_ms)
    half, most = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.99))
    return Spread(len(ordered), half, most, ordered[-1])


@dataclass(frozen=True, slots=True)
class Intake:
    """What was measured of intake on one database: single events at a rate, batches, and from the 202 to the board."""

    database: str
    rate: int
    single: Spread
    batches: Pace
    live: Spread
    fresh: Spread
    memory_mb: dict[str, float | None] = field(default_factory=dict)
