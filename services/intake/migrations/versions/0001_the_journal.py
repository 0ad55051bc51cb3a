"""The journal, its marks, what planning said about it, and the plans' codes.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_DIGEST = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MARKS = ("accepted", "published", "settled", "put_back")


def upgrade() -> None:
    op.create_table(
        "accepted",
        sa.Column("sequence", _SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("identity", _DIGEST, nullable=False),
        sa.Column("fingerprint", _DIGEST, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("accepted_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("identity", name="accepted_once"),
    )
    mark = op.create_table(
        "mark",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("said_at", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(mark, [{"name": name, "sequence": 0, "said_at": 0} for name in _MARKS])
    op.create_table(
        "verdict",
        sa.Column("sequence", _SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("result", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("said_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "published",
        sa.Column("stream", sa.String, primary_key=True),
        sa.Column("position", sa.String, nullable=False),
    )
    op.create_table(
        "plan",
        sa.Column("plan", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("offices", sa.JSON, nullable=False),
        sa.Column("sectors", sa.JSON, nullable=False),
        sa.Column("fed_by_files", sa.JSON, nullable=False),
    )
