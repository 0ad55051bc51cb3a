"""The sample year with one office fed by its monthly files, from their lines to the board."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from services.kurs.plan_file import read_plan_file
from tests.support.filing import (
    SAMPLE_FILES,
    Filing,
    known_at,
    month_of,
    with_fed_by_files,
    without_its_entries,
)
from tests.support.ledger import LONG_AFTER, PLAN_2026, Books
from tests.support.reference import end_of_day, sample_events, truth
from tests.support.truth import assert_started_as_truth


@pytest.fixture
async def filing(empty_database: str) -> AsyncIterator[Filing]:
    opened = Filing(empty_database)
    await opened.learn()
    yield opened
    await opened.aclose()


@pytest.fixture
async def books(empty_database: str, tmp_path: Path) -> AsyncIterator[Books]:
    """Return planning's books with a plan in which the office sends files; in the same PostgreSQL, or a file beside."""
    on_sqlite = empty_database.startswith("sqlite")
    opened = Books(f"sqlite:///{tmp_path / 'planning.sqlite3'}" if on_sqlite else empty_database)
    plan = tmp_path / "plan.yaml"
    plan.write_text(yaml.safe_dump(with_fed_by_files(yaml.safe_load(read_plan_file(PLAN_2026)))))
    await opened.publish(plan)
    yield opened
    await opened.database.aclose()


async def test_what_began_is_as_the_truth_says_at_every_months_end(filing: Filing, books: Books) -> None:
    for file in SAMPLE_FILES:
        report = await filing.take(file.read_bytes(), month_of(file).number, known=known_at(file))
        assert not report.sheet.faults
    await books.record([*without_its_entries(sample_events()), *await filing.events()])

    for name in ("as_known_then", "as_known_at_end"):
        for day, expected in truth()[name].items():
            on = date.fromisoformat(day)
            before = end_of_day(on) if name == "as_known_then" else LONG_AFTER
            assert_started_as_truth(await books.board(on, before), expected)


async def test_every_file_twice_is_the_same_journal(filing: Filing) -> None:
    for file in SAMPLE_FILES:
        for _ in range(2):
            report = await filing.take(file.read_bytes(), month_of(file).number, known=known_at(file))
        assert not report.differences.changes
        assert report.sheet.lines == report.differences.unchanged

    assert len(await filing.files.receipts("JC-ABI", 100)) == len(SAMPLE_FILES)
    assert len({event["id"] for event in await filing.events()}) == len(await filing.events())
