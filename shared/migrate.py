"""Bring a service's tables to the newest version, and refuse what a newer program has written."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

_DRIVERS = {"postgresql": "postgresql+psycopg"}


class NewerDatabase(Exception):
    """The database was written by a newer version of this program; use that version, or another data folder."""

    def __init__(self, service: str, version: str) -> None:
        """Name the *service* whose tables are newer, and their *version*."""
        super().__init__(f"{service}: {version}")
        self.service = service
        self.version = version


def migrate(service: str, url: str, scripts_folder: Path) -> str | None:
    """Upgrade the tables of *service* at *url* and return the version they had before (None: they did not exist).

    *scripts_folder* holds the service's migrations, as Alembic lays them out.

    Raises:
        NewerDatabase: the tables are of a version that this program does not know.

    """
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(scripts_folder))
    scripts = ScriptDirectory.from_config(config)
    target = make_url(url)
    engine = create_engine(target.set(drivername=_DRIVERS.get(target.drivername, target.drivername)))
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {service}"))
                connection.execute(text(f"SET search_path TO {service}"))
            return _upgrade(connection, scripts, service)
    finally:
        engine.dispose()


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
