"""Migrations on a real database: what they make of it, and how one more of them goes."""

import shutil
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

import services
from services.intake.storage.tables import IntakeTable
from services.monitoring.storage.tables import MonitoringTable
from services.planning.storage.tables import PlanningTable

TABLES = {"intake": IntakeTable.metadata, "planning": PlanningTable.metadata, "monitoring": MonitoringTable.metadata}

_ONE_MORE = """
import sqlalchemy as sa
from alembic import op

revision = "one_more"
down_revision = "{head}"


def upgrade():
    op.create_table("added", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("published", sa.Column("noted", sa.Integer, nullable=False, server_default="0"))
    op.create_index("published_noted", "published", ["noted"])
    {last}
"""


def scripts(service: str) -> Path:
    """Return the folder of the migrations of *service*."""
    return Path(services.__path__[0]) / service / "migrations"


def one_more(service: str, folder: Path, last: str = "") -> Path:
    """Copy the migrations of *service* to *folder*, add one that changes a table and ends with *last*."""
    copied = Path(shutil.copytree(scripts(service), folder / "migrations"))
    head = ScriptDirectory(str(copied)).get_current_head()
    (copied / "versions" / "9999_one_more.py").write_text(_ONE_MORE.format(head=head, last=last))
    return copied


def opened(url: str, service: str) -> Engine:
    """Return an engine that looks where the service's tables lie."""
    if url.startswith("sqlite"):
        return create_engine(url)
    return create_engine(
        url.replace("postgresql:", "postgresql+psycopg:"), connect_args={"options": f"-c search_path={service}"}
    )


def differences(url: str, service: str) -> list[object]:
    """Return in what the tables of *service* at *url* differ from those that the code describes."""
    engine = opened(url, service)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), TABLES[service])
    engine.dispose()
    return [step for step in found if "alembic_version" not in str(step)]


def columns(url: str, service: str, table: str) -> set[str]:
    """Return the names of the columns of a table; none when it does not exist."""
    engine = opened(url, service)
    try:
        found = inspect(engine)
        return {column["name"] for column in found.get_columns(table)} if found.has_table(table) else set()
    finally:
        engine.dispose()
