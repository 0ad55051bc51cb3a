"""What is told to the others, and how far."""

from sqlalchemy import BigInteger, Column, LargeBinary
from sqlmodel import Field

from services.planning.storage.tables.base import NUMBERED_ONCE, Id, PlanningTable


class VerdictRow(PlanningTable, table=True):
    """What became of an event that was not simply applied."""

    __tablename__ = "verdict"

    sequence: int = Field(sa_column=Column(Id, primary_key=True, autoincrement=False))
    result: str
    reason: str | None


class MarkRow(PlanningTable, table=True):
    """Up to which of intake's sequences everything is settled, and when that was reported last (microseconds)."""

    __tablename__ = "mark"

    name: str = Field(primary_key=True)
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))


class PublishedRow(PlanningTable, table=True):
    """The newest position of ours on a stream."""

    __tablename__ = "published"

    stream: str = Field(primary_key=True)
    position: str


class OutboxRow(PlanningTable, table=True):
    """A message committed and not yet published."""

    __tablename__ = "outbox"
    __table_args__ = NUMBERED_ONCE

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True, autoincrement=True))
    stream: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
