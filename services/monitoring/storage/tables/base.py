"""What all tables of monitoring share."""

from typing import ClassVar

from sqlalchemy import BigInteger, Integer, MetaData
from sqlmodel import SQLModel

Id = BigInteger().with_variant(Integer, "sqlite")

CLUSTERED = {"sqlite_with_rowid": False}
"""Rows lie in the order of their key, so that what is read together is kept together."""

NUMBERED_ONCE = {"sqlite_autoincrement": True}
"""A number is never given twice, as on PostgreSQL: whoever forgets a row that is gone forgets no newer one."""


class MonitoringTable(SQLModel):
    """Tables of monitoring share one set of metadata, apart from the other services'."""

    metadata: ClassVar[MetaData] = MetaData()
