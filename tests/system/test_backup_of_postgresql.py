"""The way back with PostgreSQL's own tools, as docs/operations.md says: dump, an empty database, an empty Redis."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.support.postgres import PostgresServer
from tests.support.reference import ROOT, board, end_of_day, sample_events, shown
from tests.support.running import Running

TODAY = "2027-08-20"
DUMP = ("--format", "custom")
RESTORE = ("--clean", "--if-exists", "--single-transaction")
KEPT, DUMPED, SENT = 600, 900, 1_200
"""So many events are there when the dump begins, when it has ended, and in the end."""


@pytest.mark.parametrize(("tool", "options"), [("pg_dump", DUMP), ("pg_restore", RESTORE)])
def test_the_page_for_operations_names_the_options_that_are_tried_here(tool: str, options: tuple[str, ...]) -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8").replace("\\\n", "")
    command = next(line for line in page.splitlines() if f" {tool} " in line)

    assert " ".join(options) in " ".join(command.split())


@pytest.mark.faults
def test_a_lost_database_comes_back_from_a_dump_made_while_events_arrived(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    events = sample_events()
    url, restored = postgres.new_database(), postgres.new_database()
    with closing(Running(tmp_path / "first", TODAY, KURS_DATABASE_URL=url)) as first:
        first.folder.mkdir()
        first.start()
        first.send(events[:KEPT])
        with ThreadPoolExecutor(1) as threads:
            dumping = threads.submit(postgres.tool, "pg_dump", *DUMP, url)
            first.send(events[KEPT:DUMPED], size=50)
            dump = dumping.result()
    shutil.copytree(tmp_path / "first/data", tmp_path / "second/data", ignore=lambda *_: ["redis", "logs"])

    postgres.tool("pg_restore", *RESTORE, "--dbname", restored, given=dump)
    with closing(Running(tmp_path / "second", TODAY, KURS_DATABASE_URL=restored)) as second:
        second.start()
        # Whoever has no answer for an event sends it again; what was in the dump is known already.
        second.send(events[KEPT:SENT])
        second.rest()
        for day in (date(2026, 2, 28), date(2026, 12, 31)):
            answer = second.get("planning", "/v1/board", on=str(day), by="month")
            assert shown(answer) == board(events[:SENT], day, end_of_day(date(2027, 8, 20)))

    # A second time, over what is there now.
    postgres.tool("pg_restore", *RESTORE, "--dbname", restored, given=dump)
