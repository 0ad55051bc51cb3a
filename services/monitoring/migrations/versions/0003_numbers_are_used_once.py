"""SQLite gives no number of the outbox twice: who forgets what was published forgets nothing that came after it.

Revision ID: monitoring_0003
"""

from alembic import op

revision = "monitoring_0003"
down_revision = "monitoring_0002"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # a sequence never goes back
    with op.batch_alter_table("outbox", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass
