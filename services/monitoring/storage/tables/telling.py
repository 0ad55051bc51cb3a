"""What people and other systems are told."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field

from services.monitoring.storage.tables.base import MonitoringTable


class NoticeRow(MonitoringTable, table=True):
    """What people are told, before it is put into words."""

    __tablename__ = "notice"

    id: str = Field(primary_key=True)
    plan: str
    kind: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class NotificationRow(MonitoringTable, table=True):
    """One telling to one person, on its way or done; instants are microseconds of the machine's clock.

    ``seen_at`` and ``due_at`` are null until a sender has seen it. ``state``: waiting, sent, failed for good, or
    grouped, then the notification ``digest`` tells it.
    """

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_due", "state", "due_at"),
        Index("ix_notification_about", "about", "recipient"),
    )

    id: str = Field(primary_key=True)
    notice: str = Field(index=True)
    about: str
    plan: str
    channel: str
    recipient: str
    person: str
    language: str
    timing: str
    state: str
    attempts: int
    seen_at: int | None = Field(sa_column=Column(BigInteger, nullable=True, index=True))
    due_at: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    lease_until: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    digest: str | None = Field(index=True)
    reason: str | None


class EndpointRow(MonitoringTable, table=True):
    """An address that fails, since when, and since when it is switched off."""

    __tablename__ = "endpoint"

    channel: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    failing_since: int = Field(sa_column=Column(BigInteger, nullable=False))
    off_since: int | None = Field(sa_column=Column(BigInteger, nullable=True))


class ReportRow(MonitoringTable, table=True):
    """The figures of a closed month (``2026-09``) as canonical JSON; never changed. ``closed_at`` in microseconds."""

    __tablename__ = "report"

    plan: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    sha256: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    closed_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    key_id: str
    who: str
