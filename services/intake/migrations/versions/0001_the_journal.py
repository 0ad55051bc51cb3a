"""The journal, its marks, and the plans' codes.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "accepted",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("recorded", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("id", "source", name="accepted_once"),
    )
    mark = op.create_table(
        "mark",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(mark, [{"name": "accepted", "sequence": 0}, {"name": "published", "sequence": 0}])
    op.create_table(
        "plan",
        sa.Column("plan", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("offices", sa.JSON, nullable=False),
        sa.Column("sectors", sa.JSON, nullable=False),
    )
