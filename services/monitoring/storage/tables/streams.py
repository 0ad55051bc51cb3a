"""What lies on the streams, and how far; canaries that came through."""

from sqlalchemy import BigInteger, Column, LargeBinary
from sqlmodel import Field

from services.monitoring.storage.tables.base import NUMBERED_ONCE, Id, MonitoringTable


class PublishedRow(MonitoringTable, table=True):
    """The newest position of ours on a stream."""

    __tablename__ = "published"

    stream: str = Field(primary_key=True)
    position: str


class OutboxRow(MonitoringTable, table=True):
    """A message committed and not yet published."""

    __tablename__ = "outbox"
    __table_args__ = NUMBERED_ONCE

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True, autoincrement=True))
    stream: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class CanaryRow(MonitoringTable, table=True):
    """The canary that came through the chain last (microseconds of the machine's clock): a single row.

    ``silence_told``: operations was told that none has come since.
    """

    __tablename__ = "canary"

    id: int = Field(primary_key=True)
    sent_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    received_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    silence_told: bool
