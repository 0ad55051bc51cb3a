"""Fixtures of the contracts: the same on either kind of database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.evaluating import Store
from tests.support.postgres import PostgresServer


@pytest.fixture
async def store(empty_database: str) -> AsyncIterator[Store]:
    """Return monitoring's memory, empty."""
    store = Store(empty_database)
    yield store
    await store.database.aclose()


@pytest.fixture
async def another(server: PostgresServer | None, tmp_path: Path) -> AsyncIterator[Store]:
    """Return a second store of the same kind, apart from the first."""
    store = Store(server.new_database() if server else f"sqlite:///{tmp_path / 'another.sqlite3'}")
    yield store
    await store.database.aclose()
