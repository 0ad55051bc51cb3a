"""Monitoring's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "monitoring_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "plan",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("plan"),
    )
    op.create_table(
        "progress",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("valid_through", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("plan"),
    )
    op.create_table(
        "feed",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("heard", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office"),
    )
    op.create_table(
        "place",
        sa.Column("id", _id(), autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("plan", "series"),
    )
    op.create_table(
        "cell",
        sa.Column("place", _id(), autoincrement=False, nullable=False),
        sa.Column("known", sa.Date(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("place", "known", "start"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evaluation",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("known", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in _FIGURES),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("middle", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("chance95", sa.Float(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("calm_days", sa.Integer(), nullable=False),
        sa.Column("pace_alert_since", sa.Date(), nullable=True),
        sa.Column("at_risk_since", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("plan", "day", "series"),
        sqlite_with_rowid=False,
    )
    for name in ("alert_change", "announced"):
        _create_changes(name)
    op.create_table(
        "published",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", _id(), autoincrement=True, nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    _create_deeds()
    _create_notifications()


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


_FIGURES = (
    "dispersion",
    "weighted_known",
    "exposure",
    "exposure_squared",
    "expected_known",
    "expected",
    "weight",
    "pace_probability",
    "pace",
    "to_come",
    "variance",
    "forecast",
)


def _create_changes(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{name}_plan", name, ["plan"])


def _create_deeds() -> None:
    op.create_table(
        "deed",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "plan", "series", "kind", "alert")),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("plan", "series", "kind", "number"),
    )


def _create_notifications() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    texts = ("id", "notice", "about", "plan", "channel", "recipient", "person", "language", "timing", "state")
    op.create_table(
        "notification",
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("seen_at", "due_at", "lease_until")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("digest", "reason")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notification_due", "notification", ["state", "due_at"])
    op.create_index("ix_notification_about", "notification", ["about", "recipient"])
    op.create_index("ix_notification_seen_at", "notification", ["seen_at"])
    op.create_index("ix_notification_digest", "notification", ["digest"])
    op.create_table(
        "endpoint",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("failing_since", sa.BigInteger(), nullable=False),
        sa.Column("off_since", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("channel", "recipient"),
    )
