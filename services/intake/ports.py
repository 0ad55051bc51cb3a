"""What intake needs from outside, as roles."""

from collections.abc import Collection, Sequence
from typing import Protocol

from services.intake.domain.candidate import Candidate, Outcome
from services.intake.domain.known import Known, PlanCodes


class JournalAway(Exception):
    """The journal cannot be reached or written: nothing can be promised, so nothing is taken."""


class Journal(Protocol):
    """The record of acceptance. What it says it accepted, it keeps."""

    async def keep(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Commit what is new among *candidates* and return what became of each. Raises :class:`JournalAway`."""
        ...


class Archive(Protocol):
    """The journal, to look at."""

    async def compare(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Return what would become of *candidates*, and keep nothing. Raises :class:`JournalAway`."""
        ...


class Plans(Protocol):
    """The codes of the published plans."""

    async def remember(self, plans: Collection[PlanCodes]) -> None:
        """Keep those of *plans* that are newer than what is kept of the same plan."""
        ...

    async def known(self) -> Known | None:
        """Return all codes, or None when no plan was published yet. Raises :class:`JournalAway`."""
        ...
