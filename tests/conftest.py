"""Fixtures for all tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.judged import JudgedYear
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
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kurs.sqlite3'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture(scope="session")
def judged_year(tmp_path_factory: pytest.TempPathFactory) -> JudgedYear:
    """Return the sample year in monitoring's database, to be copied."""
    return JudgedYear(tmp_path_factory.mktemp("judged"))


@pytest.fixture(params=["sqlite", "postgresql"])
def judged_database(request: pytest.FixtureRequest, judged_year: JudgedYear, tmp_path: Path) -> str:
    """Return the URL of a monitoring database that has judged the sample year, once of each kind."""
    if request.param == "sqlite":
        return judged_year.copy_to(tmp_path / "judged.sqlite3")
    return judged_year.copy_on(request.getfixturevalue("postgres"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a skipped test fail the run where everything must be there (KURS_TEST_NO_SKIPS)."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("KURS_TEST_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
