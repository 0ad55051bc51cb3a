"""A service's own database: SQLite or PostgreSQL by URL, one transaction at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import Table, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlmodel import SQLModel

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON")
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}


class Database:
    """One service's tables. Reading never waits for writing; writers of one process queue up in order.

    On PostgreSQL each service has a schema of its name. ``hide_parameters`` keeps people's data out of error texts.
    """

    def __init__(self, url: str, service: str) -> None:
        """Wire the database at *url*; nothing connects yet. Raises ``ArgumentError`` for what is no URL."""
        target = make_url(url)
        self._on_sqlite = target.get_backend_name() == "sqlite"
        self._writing: AbstractAsyncContextManager[Any] = asyncio.Lock() if self._on_sqlite else nullcontext()
        self._writer = self._engine(target, service, "BEGIN IMMEDIATE")
        self._reader = self._engine(target, service, "BEGIN") if self._on_sqlite else self._writer

    def _engine(self, url: URL, service: str, begin: str) -> AsyncEngine:
        url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
        engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=not self._on_sqlite)
        if not self._on_sqlite:
            return engine.execution_options(schema_translate_map={None: service})
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that commits on a clean exit and rolls back on an error.

        SQLite lets one writer in at a time; waiting here is fair, while its own waiting sleeps and starves.
        """
        async with self._writing, self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that sees one state throughout."""
        async with self._reader.connect() as connection, connection.begin():
            yield connection

    async def fault(self) -> str | None:
        """Return ``database-away`` when the tables cannot be reached, or None."""
        try:
            async with self.read() as connection:
                await connection.execute(select(1))
        except (SQLAlchemyError, OSError):
            return "database-away"
        return None

    async def aclose(self) -> None:
        """Close all connections."""
        await self._writer.dispose()
        await self._reader.dispose()


def table(row: type[SQLModel]) -> Table:
    """Return the table of a row class."""
    found: Any = row.__table__  # type: ignore[attr-defined]
    assert isinstance(found, Table)  # noqa: S101 - narrows SQLModel's untyped attribute
    return found


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that knows ``ON CONFLICT``, in the dialect of *connection*."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's connection
    # The driver would begin transactions by itself, late and deferred: two such writers deadlock.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
