"""Growth: what ten times as many events cost."""

from dataclasses import dataclass

from services.kurs.bench.databases import Databases
from services.kurs.bench.figures import Pace
from services.kurs.bench.progress import Steps
from services.kurs.bench.replay import replay

SMALL, LARGE = 100_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Growth:
    """The same replay of few and of many events on one database."""

    database: str
    paces: tuple[Pace, Pace]

    @property
    def times(self) -> float:
        """How many times as long the many took."""
        small, large = self.paces
        return large.seconds / small.seconds


def measure_growth(databases: Databases, steps: Steps) -> Growth:
    """Replay 100,000 and 1,000,000 events, each from the beginning."""
    small, large = (replay(databases, number, steps, limits=False)[-1] for number in (SMALL, LARGE))
    return Growth(databases.name, (small, large))
