"""The journal, its marks, what planning said about it, the plans' codes, monthly files, and refusals.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_DIGEST = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MARKS = ("accepted", "published", "settled", "put_back", "canary", "canary_published")


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
    op.create_table(
        "filed",
        sa.Column("office", sa.String, primary_key=True),
        sa.Column("entry_id", sa.String, primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("fingerprint", _DIGEST, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "import",
        sa.Column("office", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("known", sa.BigInteger, nullable=False),
        sa.Column("imported_at", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
    )
    op.create_table(
        "refusal",
        sa.Column("number", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("type", sa.String),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("pointer", sa.String, nullable=False),
    )
    op.create_index("refusal_of_office", "refusal", ["office", "number"])
    op.create_index("refusal_age", "refusal", ["at"])
