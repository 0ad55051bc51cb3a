"""What intake needs from outside, as roles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from services.intake.domain.candidate import Candidate, Outcome
from services.intake.domain.fate import Fate
from services.intake.domain.filed import Filed, Month
from services.intake.domain.holding_back import LastFile
from services.intake.domain.known import Known, PlanCodes


class JournalAway(Exception):
    """The journal cannot be reached or written: nothing can be promised, so nothing is taken."""


class JournalFull(Exception):
    """As many events wait for publication as are allowed to: nothing is taken before some have left."""


class Overtaken(Exception):
    """Another file of the office was taken meanwhile: what was compared is outdated."""


class IdsTaken(Exception):
    """Ids of events that a file leads to were used before, for other data."""


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


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    """An accepted file: the office's so-manyth, by which key, and the *counts* of its lines and changes by name."""

    office: str
    number: int
    month: Month
    known: datetime
    imported_at: datetime
    key: str
    digest: str
    confirmed: bool
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the files of an office have said so far: how many there were, and the last one of a year."""

    number: int
    last: LastFile | None
    filed: Mapping[str, Filed]


class StillFiled(NamedTuple):
    """What holds of an entry after a file; *data* is its state as JSON without a revision."""

    entry_id: str
    filed: Filed
    data: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A file with everything it leads to."""

    receipt: ImportReceipt
    filed: Sequence[StillFiled]
    events: Sequence[Candidate]


class Files(Protocol):
    """What monthly files have said. Every question raises :class:`JournalAway` when it cannot be answered."""

    async def standing(self, office: str, year: int) -> Standing:
        """Return what the files of *office* have said, and which was the last one of *year*."""
        ...

    async def data_of(self, office: str, entries: Sequence[str]) -> dict[str, str]:
        """Return the last known state of *entries*, as JSON without a revision."""
        ...

    async def keep(self, taken: Taken) -> None:
        """Commit the events of a file, what it said, and its receipt, all or nothing.

        Raises :class:`Overtaken`, :class:`IdsTaken`, :class:`JournalAway` or :class:`JournalFull`.
        """
        ...

    async def receipts(self, office: str | None, limit: int) -> Sequence[ImportReceipt]:
        """Return the newest receipts, of one office or of all."""
        ...


class NotedRefusal(NamedTuple):
    """What was refused: of which office (None: unknown), when, the type of event, the rule and where; no value."""

    office: str | None
    at: datetime
    type: str | None
    rule: str
    pointer: str


class Refusals(Protocol):
    """The log of what was refused, to look at. Raises :class:`JournalAway` when it cannot be read."""

    async def page(self, office: str | None, after: int, limit: int) -> Sequence[tuple[int, NotedRefusal]]:
        """Return up to *limit* refusals with a number above *after*, of one office or of all."""
        ...
