"""The migrations make the tables that the code describes."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, text

import services
from services.intake.storage.tables import IntakeTable
from services.monitoring.storage.tables import MonitoringTable
from services.planning.storage.tables import PlanningTable
from shared.migrate import NewerDatabase, migrate

TABLES = {"intake": IntakeTable.metadata, "planning": PlanningTable.metadata, "monitoring": MonitoringTable.metadata}


def scripts(service: str) -> Path:
    return Path(services.__path__[0]) / service / "migrations"


def opened(url: str, service: str) -> Engine:
    """Return an engine that looks where the service's tables lie."""
    if url.startswith("sqlite"):
        return create_engine(url)
    return create_engine(
        url.replace("postgresql:", "postgresql+psycopg:"), connect_args={"options": f"-c search_path={service}"}
    )


@pytest.mark.parametrize(("service", "tables"), TABLES.items(), ids=TABLES)
def test_they_make_what_the_code_describes(service: str, tables: MetaData, empty_database: str) -> None:
    migrate(service, empty_database, scripts(service))

    engine = opened(empty_database, service)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), tables)
    engine.dispose()

    assert [step for step in differences if "alembic_version" not in str(step)] == []


@pytest.mark.parametrize("service", TABLES)
def test_they_can_be_repeated_and_refuse_what_is_newer(service: str, empty_database: str) -> None:
    assert migrate(service, empty_database, scripts(service)) is None
    newest = migrate(service, empty_database, scripts(service))
    assert newest
    assert migrate(service, empty_database, scripts(service)) == newest

    engine = opened(empty_database, service)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_tomorrow'"))
    engine.dispose()

    with pytest.raises(NewerDatabase, match="from_tomorrow"):
        migrate(service, empty_database, scripts(service))
