"""Monthly files taken by intake's rules into a real database, without HTTP and streams."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry

from services.intake.domain.filed import Month
from services.intake.domain.known import PlanCodes
from services.intake.files.columns import COLUMNS
from services.intake.imports.importing import Importing
from services.intake.metrics import EventMetrics
from services.intake.refusal_log import RefusalLog
from services.intake.reports import Errand, Report
from services.intake.storage.files import SqlFiles
from services.intake.storage.plans import SqlPlans
from services.intake.storage.refusals import SqlRefusals
from shared.keys import Caller
from tests.support.journal import Books
from tests.support.offered import OFFICES, SECTORS
from tests.support.reference import ROOT, end_of_day

SAMPLE_FILES = [
    *(ROOT / "deploy/sample" / f"jc-abi-2026-{month:02}.csv" for month in range(1, 13)),
    ROOT / "deploy/sample/jc-abi-2026-12-final.csv",
]
FED_BY_FILES = "JC-ABI"
CLERK = Caller("clerk", FED_BY_FILES, frozenset({"emit", "backfill"}))
NOW = datetime(2027, 8, 20, 12, tzinfo=UTC)
CODES = PlanCodes(
    "p",
    1,
    2026,
    frozenset(OFFICES),
    frozenset({*SECTORS, "basic_skills", "household_care", "logistics"}),
    frozenset({FED_BY_FILES}),
)
_LINE = {
    "Teilnahme-ID": "T-1",
    "Kunde": "c_5cbca817c589a24a167b8e3d",
    "Dienststelle": FED_BY_FILES,
    "Kostenträger": "SGB3",
    "Rechtskreis": "SGB2",
    "Beschäftigt": "nein",
    "KldB": "34202",
    "Branche": "",
    "Status": "started",
    "Beginn": "12.01.2026",
    "Ende geplant": "30.09.2026",
    "Ende": "",
    "Ergebnis": "",
    "Maßnahmeform": "adaptation",
    "Durchführung": "online",
    "Zeitmodell": "full_time",
    "Maßnahmenummer": "047/8132/2026",
}
Line = dict[str, str]


def a_line(entry_id: str = "T-1", **changes: str) -> Line:
    """Return a good line, changed as told (with ``_`` for the blank in a heading)."""
    return {**_LINE, "Teilnahme-ID": entry_id, **{name.replace("_", " "): text for name, text in changes.items()}}


def an_ended_line(entry_id: str = "T-1", **changes: str) -> Line:
    """Return the line of an entry that has ended."""
    return a_line(entry_id, **{"Status": "ended", "Ende": "02.02.2026", "Ergebnis": "dropped_out", **changes})


def a_file(*lines: Line, headings: Sequence[str] = tuple(COLUMNS), end: str = "\r\n") -> bytes:
    """Return a file with *lines* as an office's system writes it."""
    rows = [headings, *([line[heading] for heading in headings] for line in lines)]
    return "".join(";".join(row) + end for row in rows).encode("cp1252")


def month_of(file: Path) -> Month:
    """Return the month in the name of one of the sample's files."""
    return Month(*map(int, file.stem.split("-")[2:4]))


def known_at(file: Path) -> datetime:
    """Return when one of the sample's files became known: at its month's end, the last one when all was known."""
    day = date(2027, 8, 2) if file.stem.endswith("final") else month_of(file).last
    return end_of_day(day).astimezone(UTC) - timedelta(microseconds=1)


class Filing:
    """An intake that takes files; its clock stands."""

    def __init__(self, url: str, limit: int = 1_000_000) -> None:
        """Migrate the database and open it."""
        self.books = Books(url, limit)
        self.files = SqlFiles(self.books.database, self.books.journal)
        self.plans = SqlPlans(self.books.database)
        self.refusals = SqlRefusals(self.books.database, lambda: NOW)
        self.noting = RefusalLog(self.refusals.keep)
        metrics = EventMetrics(CollectorRegistry())
        self.importing = Importing(self.plans, self.files, metrics, lambda: NOW, self.noting, lambda: None)

    async def learn(self, *plans: PlanCodes) -> None:
        """Take up *plans*, or the one that all tests know."""
        await self.plans.remember(plans or [CODES])

    async def take(self, content: bytes, month: int = 1, year: int = 2026, **how: Any) -> Report:
        """Take a file of a month."""
        errand = Errand(how.pop("office", FED_BY_FILES), Month(year, month), **how)
        return await self.importing.take(content, errand, CLERK)

    async def say(self, month: int, *lines: Line, **how: Any) -> Report:
        """Take a file with *lines*."""
        return await self.take(a_file(*lines), month, **how)

    async def events(self) -> list[dict[str, Any]]:
        """Return everything in the journal as it is published."""
        return [json.loads(message) async for message in self._messages()]

    async def _messages(self) -> Any:
        after = 0
        while messages := (await self.books.archive.page(after, 5_000)).messages:
            for message in messages:
                yield message
            after += len(messages)

    async def story(self) -> list[tuple[str, str, int]]:
        """Return type, entry and revision of everything in the journal, in order."""
        return [(e["type"], e["data"]["entry_id"], e["data"]["revision"]) for e in await self.events()]

    async def aclose(self) -> None:
        """Close the database."""
        await self.books.database.aclose()


def with_fed_by_files(document: dict[str, Any]) -> dict[str, Any]:
    """Return a plan in which one office sends files."""
    offices = document["offices"]
    return {**document, "offices": {**offices, FED_BY_FILES: {"name": offices[FED_BY_FILES], "feed": "files"}}}


def without_its_entries(events: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the events that stay events when one office sends files: of it only customers and vouchers."""
    for event in events:
        if not (event["type"].startswith("entry.") and event["data"]["office"] == FED_BY_FILES):
            yield event
