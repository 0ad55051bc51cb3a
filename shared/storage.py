"""A service's own database: SQLite or PostgreSQL by URL, one transaction at a time, off the event loop."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[Connection, P], T]

_PRAGMAS = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    # Pages of 32 MB: random keys change the same pages again and again, and a checkpoint writes each of them once.
    "wal_autocheckpoint=8000",
)
_DRIVERS = {"postgresql": "postgresql+psycopg"}
_ON_POSTGRESQL = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    # What a process held that died, hung, or lost its network is free again soon: nothing else ends its transaction.
    "options": "-c synchronous_commit=on -c lock_timeout=30s -c statement_timeout=300s"
    " -c client_connection_check_interval=1s -c idle_in_transaction_session_timeout=60s"
    " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3",
}
_WRITE_CACHE_KB, _READ_CACHE_KB = 24_000, 4_000
_READERS = 4
_STUCK_S = 10.0
"""A transaction that writes for longer means that somebody holds the database, or that its disk does not answer."""


class Database:
    """One service's tables. A transaction is one function that runs in a thread: the event loop never waits for a disk.

    Reading never waits for writing; SQLite's writers queue up in order, while its own waiting sleeps and starves.
    On PostgreSQL each service has a schema of its name. ``hide_parameters`` keeps people's data out of error texts.
    """

    def __init__(self, url: str, service: str) -> None:
        """Wire the database at *url*; nothing connects yet. Raises ``ArgumentError`` for what is no URL."""
        target = make_url(url)
        self._on_sqlite = target.get_backend_name() == "sqlite"
        self._writer = engine_for(target, service)
        self._reader = engine_for(target, service, "BEGIN") if self._on_sqlite else _seeing_one_state(self._writer)
        self._writing = ThreadPoolExecutor(1 if self._on_sqlite else _READERS, f"{service}-writes")
        self._reading = ThreadPoolExecutor(_READERS, f"{service}-reads")
        self._began: dict[object, float] = {}

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what *work* returns with a transaction that commits on a clean exit and rolls back on an error.

        Who is cancelled while waiting does not stop the transaction: it ends in its thread, one way or the other.
        """
        turn = object()
        self._began[turn] = time.monotonic()
        try:
            return await self._run(self._writing, self._writer, partial(_with, work, args, kwargs))
        finally:
            del self._began[turn]

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what *work* returns with a transaction that sees one state throughout."""
        return await self._run(self._reading, self._reader, partial(_with, work, args, kwargs))

    @staticmethod
    async def _run(threads: ThreadPoolExecutor, engine: Engine, work: Callable[[Connection], T]) -> T:
        within = copy_context()  # what a transaction announces knows which request it goes back to
        return await asyncio.get_running_loop().run_in_executor(threads, within.run, _in_transaction, engine, work)

    async def fault(self) -> str | None:
        """Return ``database-away`` when the tables cannot be read, ``database-stuck`` when a write hangs, or None."""
        if any(began < time.monotonic() - _STUCK_S for began in self._began.values()):
            return "database-stuck"
        try:
            await self.read(lambda connection: connection.execute(select(1)))
        except (SQLAlchemyError, OSError):
            return "database-away"
        return None

    async def aclose(self) -> None:
        """Wait for what is under way and close all connections."""
        for threads in (self._writing, self._reading):
            await asyncio.to_thread(threads.shutdown)
        self._writer.dispose()
        self._reader.dispose()


def engine_for(url: URL, schema: str, begin: str = "BEGIN IMMEDIATE") -> Engine:
    """Return an engine whose tables lie in *schema* (on PostgreSQL) and whose transactions *begin* so (on SQLite)."""
    if url.get_backend_name() != "sqlite":
        engine = create_engine(
            url.set(drivername=_DRIVERS.get(url.drivername, url.drivername)),
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=2 * _READERS,
            connect_args={**_ON_POSTGRESQL, "fallback_application_name": f"kurs {schema}"},
        )
        return engine.execution_options(schema_translate_map={None: schema})
    engine = create_engine(url, hide_parameters=True, pool_size=_READERS)
    event.listen(
        engine, "connect", partial(_prepare_sqlite, cache_kb=_READ_CACHE_KB if begin == "BEGIN" else _WRITE_CACHE_KB)
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _seeing_one_state(engine: Engine) -> Engine:
    """Return *engine* for reading: by default each statement on PostgreSQL sees what was committed when it began."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _with(work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], connection: Connection) -> T:
    return work(connection, *args, **kwargs)


def _in_transaction(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as connection:
        return work(connection)


def table(row: type[SQLModel]) -> Table:
    """Return the table of a row class."""
    found: Any = row.__table__  # type: ignore[attr-defined]
    assert isinstance(found, Table)  # noqa: S101 - narrows SQLModel's untyped attribute
    return found


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that knows ``ON CONFLICT``, in the dialect of *connection*."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _prepare_sqlite(connection: Any, _: object, *, cache_kb: int) -> None:  # noqa: ANN401 - the driver's connection
    # The driver would begin transactions by itself, late and deferred: two such writers deadlock.
    connection.isolation_level = None
    for pragma in (*_PRAGMAS, f"cache_size=-{cache_kb}"):
        connection.execute(f"PRAGMA {pragma}").close()
