"""What monitoring needs from its storage."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from services.monitoring.domain.alerts import Standing
from services.monitoring.domain.audience import Notification, Person
from services.monitoring.domain.deeds import Deed
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.handling import Escalation
from services.monitoring.domain.history import Change
from services.monitoring.domain.notices import Notice
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Played
from shared.events import AlertChanged, FulfilmentCounted, PlanPublished

_P = ParamSpec("_P")
_T = TypeVar("_T")


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

    def plans(self) -> Sequence[Plan]:
        """Return the newest version of each plan, the newest year first."""
        ...

    def progress(self) -> Sequence[Progress]:
        """Return how far each plan is evaluated."""
        ...

    def cells(self, plan: str, first: date, through: date) -> Iterable[Cell]:
        """Return what was counted and known by the end of *through*; what was known before *first* is summed up."""
        ...

    def counts(self, plan: str, start: date, known: date) -> dict[str, int]:
        """Return the entries of each series that began by *start*, as known by the end of *known*."""
        ...

    def feeds(self) -> dict[str, int]:
        """Return when the newest of what each office sent became known (microseconds)."""
        ...

    def last_known(self, plan: str, through: date) -> date | None:
        """Return the newest day up to *through* on which a figure changed."""
        ...

    def newest_day(self, plan: str) -> date | None:
        """Return the newest evaluated day."""
        ...

    def evaluations(self, plan: str, day: date) -> Sequence[Evaluation]:
        """Return the evaluations of all series on *day*."""
        ...

    def changes(self, plan: str) -> Sequence[Change]:
        """Return everything that became of the alerts of a plan."""
        ...

    def announced(self, plan: str) -> Sequence[Change]:
        """Return the changes that were told to others."""
        ...

    def deeds(self, plan: str) -> Sequence[Deed]:
        """Return everything done with alerts of a plan, in the order in which it was done."""
        ...

    def told_of(self, alerts: Collection[str]) -> dict[str, set[str]]:
        """Return the names of those who were told of each of *alerts*, or will be by what is queued."""
        ...


class Memory(Records, Protocol):
    """The same from inside a transaction that may change it."""

    def take_up(self, plan: PlanPublished) -> bool:
        """Keep *plan* if it is newer than what is known, let its days be evaluated again, and say whether it was."""
        ...

    def count(self, counted: Sequence[FulfilmentCounted]) -> int:
        """Keep cells that are newer than what is known, and return how many were.

        Evaluations from the day on which the first of them became known no longer hold.
        """
        ...

    def hold(self, plan: str) -> None:
        """Keep others from evaluating *plan* until the transaction ends."""
        ...

    def standings(self, plan: str) -> dict[str, Standing]:
        """Return where each series stood after the newest evaluated day."""
        ...

    def take_back(self, plan: str, after: date | None) -> None:
        """Forget the evaluations and what became of alerts after that day; None: from the beginning."""
        ...

    def keep(self, plan: str, played: Played, through: date | None) -> None:
        """Keep what was *played*; the evaluations hold up to *through*."""
        ...

    def announce(self, news: Sequence[tuple[Change, AlertChanged]]) -> None:
        """Remember the changes as told, and tell them once the transaction commits."""
        ...

    def publish(self, events: Sequence[AlertChanged]) -> None:
        """Tell others *events* once the transaction commits."""
        ...

    def do(self, deed: Deed) -> bool:
        """Add *deed* to the log, and say whether it is new."""
        ...

    def people(self, plan: str) -> Sequence[Person]:
        """Return whom the newest version of a plan names."""
        ...

    def escalation(self, plan: str) -> Escalation | None:
        """Return when and to whom the newest version of a plan escalates what nobody acknowledges."""
        ...

    def queue(self, notices: Mapping[str, Notice], notifications: Sequence[Notification]) -> None:
        """Keep what is to be told, by id, and to whom; what is queued already stays as it is."""
        ...


class Reading(Protocol):
    """Runs a function, in a thread, as a transaction that sees one state throughout."""

    async def __call__(self, work: Callable[Concatenate[Records, _P], _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what *work* returns."""
        ...


class Writing(Protocol):
    """Runs a function, in a thread, as a transaction: commits when it returns, rolls back when it raises."""

    async def __call__(self, work: Callable[Concatenate[Memory, _P], _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what *work* returns."""
        ...
