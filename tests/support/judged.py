"""The sample year in monitoring's database, judged once for all tests of a process: each gets a copy."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.postgres import PostgresServer
from tests.support.reports import Month


class JudgedYear:
    """The sample year as judged on 1 October, on each kind of database."""

    def __init__(self, folder: Path) -> None:
        """Keep the SQLite file in *folder*."""
        self._file = folder / "judged.sqlite3"
        self._on_postgres = ""

    def copy_to(self, file: Path) -> str:
        """Write a copy to *file* and return its URL."""
        if not self._file.exists():
            _judge(f"sqlite:///{self._file}")
        return f"sqlite:///{shutil.copy(self._file, file)}"

    def copy_on(self, server: PostgresServer) -> str:
        """Create a copy on *server* and return its URL."""
        if not self._on_postgres:
            url = server.new_database()
            _judge(url)
            self._on_postgres = url
        return server.copy_of(self._on_postgres)


def _judge(url: str) -> None:
    """Judge the year in a thread of its own: who asks may have a loop that runs."""
    with ThreadPoolExecutor(1) as one:
        one.submit(lambda: asyncio.run(_make(url))).result()


async def _make(url: str) -> None:
    month = Month(url)
    await month.make()
    await month.database.aclose()
