"""Bring a service's tables to the newest version, and refuse what a newer program has written.

A migration of a service is one transaction on either kind of database. On PostgreSQL it may run while services of the
version before work on: whoever comes to a table for which it waits stands in line behind it. So it never waits for a
lock for longer than :data:`LOCK_WAIT_S`; then it lets everybody pass and begins again.
"""

import time
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

_DRIVERS = {"postgresql": "postgresql+psycopg"}
LOCK_WAIT_S = 2
_STATEMENT_S = 60
"""What takes longer while it holds a table has to be written as several steps."""

_PAUSE_S = 1.0
PATIENCE_S = 60.0


class NewerDatabase(Exception):
    """The database was written by a newer version of this program; use that version, or another data folder."""

    def __init__(self, service: str, version: str) -> None:
        """Name the *service* whose tables are newer, and their *version*."""
        super().__init__(f"{service}: {version}")
        self.service = service
        self.version = version


class TablesBusy(Exception):
    """Somebody held the tables for longer than a migration waits. Nothing was changed; it may be repeated."""

    def __init__(self, service: str) -> None:
        """Name the *service* whose tables are held."""
        super().__init__(service)
        self.service = service


def migrate(service: str, url: str, scripts_folder: Path, patience_s: float = PATIENCE_S) -> str | None:
    """Upgrade the tables of *service* at *url* and return the version they had before (None: they did not exist).

    *scripts_folder* holds the service's migrations, as Alembic lays them out.

    Raises:
        NewerDatabase: the tables are of a version that this program does not know.
        TablesBusy: somebody holds them, for *patience_s* seconds by now.

    """
    scripts = ScriptDirectory.from_config(_config(scripts_folder))
    engine = _engine(make_url(url))
    gives_up = time.monotonic() + patience_s
    try:
        while True:
            try:
                with engine.begin() as connection:
                    _prepare(connection, service)
                    return _upgrade(connection, scripts, service)
            except OperationalError as error:
                if not _held_by_others(error):
                    raise
                if time.monotonic() > gives_up:
                    raise TablesBusy(service) from None
            time.sleep(_PAUSE_S)
    finally:
        engine.dispose()


def _config(scripts_folder: Path) -> Config:
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(scripts_folder))
    return config


def _engine(target: URL) -> Engine:
    if target.get_backend_name() != "sqlite":
        return create_engine(target.set(drivername=_DRIVERS.get(target.drivername, target.drivername)))
    engine = create_engine(target, connect_args={"timeout": LOCK_WAIT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's connection
    # By itself the driver begins one at the first INSERT: a table made before that would stay when the next one fails.
    connection.isolation_level = None
    # From its first moment on: a service that had to turn it later could not while somebody writes.
    connection.execute("PRAGMA journal_mode=WAL").close()


def _held_by_others(error: OperationalError) -> bool:
    return isinstance(error.orig, LockNotAvailable) or "database is locked" in str(error.orig)


def _prepare(connection: Connection, service: str) -> None:
    """Bound all waiting, let one migration of *service* run at a time, and look where its tables lie."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT_S}s'"))
    connection.execute(text(f"SET LOCAL statement_timeout = '{_STATEMENT_S}s'"))
    connection.execute(
        text("SELECT pg_advisory_xact_lock(hashtext('kurs migrate ' || :service))"), {"service": service}
    )
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {service}"))
    connection.execute(text(f"SET LOCAL search_path TO {service}"))


def _upgrade(connection: Connection, scripts: ScriptDirectory, service: str) -> str | None:
    before = MigrationContext.configure(connection).get_current_revision()
    if before is not None and before not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerDatabase(service, before)
    environment = EnvironmentContext(
        Config(),
        scripts,
        fn=lambda revision, _: scripts._upgrade_revs("head", revision),  # noqa: SLF001
    )
    environment.configure(connection=connection)
    with environment.begin_transaction():
        environment.run_migrations()
    return before
