"""Databases that are made once for all tests of a process, on each kind: each test gets a copy."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.support.ledger import Books
from tests.support.postgres import PostgresServer
from tests.support.reference import sample_events
from tests.support.reports import Month

Make = Callable[[str], Coroutine[Any, Any, None]]


class Original:
    """A database that nobody changes, on each kind."""

    def __init__(self, file: Path, make: Make) -> None:
        """Keep the SQLite database in *file*; *make* fills an empty one at a URL."""
        self._file = file
        self._make = make
        self._on_postgres = ""

    def copy(self, server: PostgresServer | None, folder: Path) -> str:
        """Create a copy on *server*, or in *folder* where there is none, and return its URL."""
        return self._on(server) if server else self.copy_to(folder / self._file.name)

    def copy_to(self, file: Path) -> str:
        """Write a copy to *file* and return its URL."""
        if not self._file.exists():
            self._fill(f"sqlite:///{self._file}")
        return f"sqlite:///{shutil.copy(self._file, file)}"

    def _on(self, server: PostgresServer) -> str:
        if not self._on_postgres:
            url = server.new_database()
            self._fill(url)
            self._on_postgres = url
        return server.copy_of(self._on_postgres)

    def _fill(self, url: str) -> None:
        """Fill it in a thread of its own: who asks may have a loop that runs."""
        with ThreadPoolExecutor(1) as one:
            one.submit(lambda: asyncio.run(self._make(url))).result()


async def judged(url: str) -> None:
    """Let monitoring have judged the sample year on 1 October."""
    month = Month(url)
    await month.make()
    await month.database.aclose()


async def recorded(url: str) -> None:
    """Let planning have recorded the sample year."""
    books = Books(url)
    await books.publish()
    await books.record(sample_events())
    await books.database.aclose()
