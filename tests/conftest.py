"""Fixtures for all tests."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.ledger import Books
from tests.support.originals import Original, judged, recorded
from tests.support.postgres import PostgresServer
from tests.support.redis_server import RedisServer

# How long an example takes says something of the machine, nothing of the code.
settings.register_profile("kurshalter", deadline=None)
settings.load_profile("kurshalter")


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """Return a running Redis of the test's own."""
    folder = tmp_path / "redis"
    folder.mkdir()
    server = RedisServer(folder)
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Return a running PostgreSQL; each test makes databases of its own in it."""
    server = PostgresServer(durable=False)
    server.start()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> PostgresServer | None:
    """Return where a test's databases are, once for each kind; on SQLite that is no server."""
    return None if request.param == "sqlite" else request.getfixturevalue("postgres")


@pytest.fixture
def empty_database(server: PostgresServer | None, tmp_path: Path) -> str:
    """Return the URL of an empty database, once of each kind."""
    return server.new_database() if server else f"sqlite:///{tmp_path / 'kurs.sqlite3'}"


@pytest.fixture(scope="session")
def judged_year(tmp_path_factory: pytest.TempPathFactory) -> Original:
    """Return the sample year in monitoring's database, to be copied."""
    return Original(tmp_path_factory.mktemp("judged") / "judged.sqlite3", judged)


@pytest.fixture
def judged_database(server: PostgresServer | None, judged_year: Original, tmp_path: Path) -> str:
    """Return the URL of a monitoring database that has judged the sample year, once of each kind."""
    return judged_year.copy(server, tmp_path)


@pytest.fixture(scope="session")
def recorded_year(tmp_path_factory: pytest.TempPathFactory) -> Original:
    """Return the sample year in planning's database, to be copied."""
    return Original(tmp_path_factory.mktemp("recorded") / "recorded.sqlite3", recorded)


@pytest.fixture
def recorded_database(server: PostgresServer | None, recorded_year: Original, tmp_path: Path) -> str:
    """Return the URL of a planning database that has recorded the sample year, once of each kind."""
    return recorded_year.copy(server, tmp_path)


@pytest.fixture
async def recorded_books(recorded_database: str) -> AsyncIterator[Books]:
    """Return planning's books with the sample year in them, once on each kind of database."""
    books = Books(recorded_database)
    yield books
    await books.database.aclose()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a skipped test fail the run where everything must be there (KURS_TEST_NO_SKIPS)."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("KURS_TEST_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
