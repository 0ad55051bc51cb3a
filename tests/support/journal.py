"""Intake's journal in a real database, without streams and HTTP."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from services import intake
from services.intake.domain.candidate import Candidate, Outcome
from services.intake.domain.fate import Fate
from services.intake.storage.archive import SqlArchive
from services.intake.storage.backlog import SqlBacklog
from services.intake.storage.journal import SqlJournal
from services.intake.storage.settling import SqlSettling
from shared.events import EventsSettled, Verdict
from shared.migrate import migrate
from shared.storage import Database

MIGRATIONS = Path(intake.__file__).parent / "migrations"
MOMENT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SOURCE = "urn:office:jc-abi"


def a_candidate(event_id: str, data: str = "{}", event_type: str = "entry.started") -> Candidate:
    """Return an acceptable event."""
    return Candidate(SOURCE, event_id, event_type, MOMENT, MOMENT, data)


def a_report(at: int, upto: int, *verdicts: Verdict) -> EventsSettled:
    """Return a report of planning, *at* seconds after a moment."""
    return EventsSettled(at=MOMENT + timedelta(seconds=at), upto=upto, verdicts=list(verdicts))


class Books:
    """What intake keeps of events, in the database at a URL."""

    def __init__(self, url: str, limit: int = 1_000_000) -> None:
        """Migrate the database and open it; *limit* events may wait for publication."""
        migrate("intake", url, MIGRATIONS)
        self.wall = MOMENT
        self.database = Database(url, "intake")
        self.journal = SqlJournal(self.database, lambda: self.wall, limit)
        self.archive = SqlArchive(self.database)
        self.backlog = SqlBacklog(self.database)
        self.settling = SqlSettling(self.database)

    async def accept(self, *event_ids: str) -> Sequence[Outcome]:
        """Keep an event for each id."""
        return await self.journal.keep([a_candidate(event_id) for event_id in event_ids])

    async def publish(self, limit: int = 1_000) -> list[int]:
        """Publish what waits, as the relay does, and return the sequences."""
        messages = await self.backlog.waiting(limit)
        if messages:
            await self.backlog.sent(messages, {message.stream: f"{message.number}-0" for message in messages})
        return [message.number for message in messages]

    async def waiting(self) -> list[int]:
        """Return the sequences that wait for publication."""
        return [message.number for message in await self.backlog.waiting(1_000)]

    async def fate(self, event_id: str) -> Fate | None:
        """Return what became of an event."""
        record = await self.archive.find(SOURCE, event_id)
        return record.fate if record else None
