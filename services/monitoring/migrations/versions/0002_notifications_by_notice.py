"""Which notifications tell a notice is found by an index: what nobody tells any more is looked for every day.

Revision ID: monitoring_0002
"""

from alembic import op

revision = "monitoring_0002"
down_revision = "monitoring_0001"


def upgrade() -> None:
    op.create_index("ix_notification_notice", "notification", ["notice"])
