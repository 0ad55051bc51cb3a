"""Fixtures for all tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.redis_server import RedisServer


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """Return a running Redis of the test's own."""
    folder = tmp_path / "redis"
    folder.mkdir()
    server = RedisServer(folder)
    server.start()
    yield server
    server.close()


@pytest.fixture
def planning_url(tmp_path: Path) -> str:
    """Return the URL of an empty database."""
    return f"sqlite:///{tmp_path / 'planning.sqlite3'}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a skipped test fail the run where everything must be there (KURS_TEST_NO_SKIPS)."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("KURS_TEST_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
