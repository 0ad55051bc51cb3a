"""What intake needs from outside, as roles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.intake.domain.candidate import Candidate, Outcome
from services.intake.domain.fate import Fate
from services.intake.domain.known import Known, PlanCodes


class JournalAway(Exception):
    """The journal cannot be reached or written: nothing can be promised, so nothing is taken."""


class JournalFull(Exception):
    """As many events wait for publication as are allowed to: nothing is taken before some have left."""


@dataclass(frozen=True, slots=True)
class Record:
    """An accepted event as the journal knows it; *message* is the JSON that is published."""

    sequence: int
    message: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Page:
    """Messages in the order of their sequences, and the newest sequence that was accepted."""

    messages: Sequence[str]
    newest: int


class Journal(Protocol):
    """The record of acceptance. What it says it accepted, it keeps."""

    async def keep(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Commit what is new among *candidates* and return what became of each.

        Raises :class:`JournalAway` or :class:`JournalFull`; nothing is kept then.
        """
        ...


class Archive(Protocol):
    """The journal, to look at. Every question raises :class:`JournalAway` when it cannot be answered."""

    async def compare(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Return what would become of *candidates*, and keep nothing."""
        ...

    async def find(self, source: str, event_id: str) -> Record | None:
        """Return the event that *source* and *event_id* name, or None when it was never accepted."""
        ...

    async def page(self, after: int, limit: int) -> Page:
        """Return up to *limit* messages with a sequence higher than *after*."""
        ...


class Plans(Protocol):
    """The codes of the published plans."""

    async def remember(self, plans: Collection[PlanCodes]) -> None:
        """Keep those of *plans* that are newer than what is kept of the same plan."""
        ...

    async def known(self) -> Known | None:
        """Return all codes, or None when no plan was published yet. Raises :class:`JournalAway`."""
        ...
