"""What monitoring needs from its storage."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from services.monitoring.domain.alerts import Standing
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Played
from shared.events import AlertChanged, FulfilmentCounted, PlanPublished


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan is evaluated.

    ``revision`` rises with everything that arrives for the plan; ``counted`` says that there are figures at all; the
    evaluations up to ``valid_through`` hold with what is known now, None when none does.
    """

    plan: str
    revision: int
    counted: bool
    valid_through: date | None


class Records(Protocol):
    """Everything monitoring remembers, as one state."""

    async def plans(self) -> Sequence[Plan]:
        """Return the newest version of each plan, the newest year first."""
        ...

    async def progress(self) -> Sequence[Progress]:
        """Return how far each plan is evaluated."""
        ...

    async def cells(self, plan: str, through: date) -> Sequence[Cell]:
        """Return what was counted and known by the end of *through*."""
        ...

    async def counts(self, plan: str, start: date, known: date) -> dict[str, int]:
        """Return the entries of each series that began by *start*, as known by the end of *known*."""
        ...

    async def feeds(self) -> dict[str, int]:
        """Return when the newest of what each office sent became known (microseconds)."""
        ...

    async def last_known(self, plan: str, through: date) -> date | None:
        """Return the newest day up to *through* on which a figure changed."""
        ...

    async def newest_day(self, plan: str) -> date | None:
        """Return the newest evaluated day."""
        ...

    async def evaluations(self, plan: str, day: date) -> Sequence[Evaluation]:
        """Return the evaluations of all series on *day*."""
        ...

    async def changes(self, plan: str) -> Sequence[Change]:
        """Return everything that became of the alerts of a plan."""
        ...


class Memory(Records, Protocol):
    """The same from inside a transaction that may change it."""

    async def take_up(self, plan: PlanPublished) -> bool:
        """Keep *plan* if it is newer than what is known, let its days be evaluated again, and say whether it was."""
        ...

    async def count(self, counted: Iterable[FulfilmentCounted]) -> int:
        """Keep cells that are newer than what is known, and return how many were.

        Evaluations from the day on which the first of them became known no longer hold.
        """
        ...

    async def hold(self, plan: str) -> None:
        """Keep others from evaluating *plan* until the transaction ends."""
        ...

    async def standings(self, plan: str) -> dict[str, Standing]:
        """Return where each series stood after the newest evaluated day."""
        ...

    async def take_back(self, plan: str, after: date | None) -> None:
        """Forget the evaluations and what became of alerts after that day; None: from the beginning."""
        ...

    async def keep(self, plan: str, played: Played, through: date | None) -> None:
        """Keep what was *played*; the evaluations hold up to *through*."""
        ...

    async def announced(self, plan: str) -> Sequence[Change]:
        """Return the changes that were told to others."""
        ...

    async def announce(self, news: Sequence[tuple[Change, AlertChanged]]) -> None:
        """Remember the changes as told, and tell them once the transaction commits."""
        ...


Reading = Callable[[], AbstractAsyncContextManager[Records]]
"""Opens a transaction that sees one state throughout."""

Writing = Callable[[], AbstractAsyncContextManager[Memory]]
"""Opens a transaction: commits on a clean exit, rolls back on an error."""
