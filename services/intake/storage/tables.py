"""The tables of intake."""

from datetime import date
from typing import ClassVar

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

_Sequence = BigInteger().with_variant(Integer, "sqlite")
# Compared byte by byte, and not by the rules of a language.
_Digest = Text().with_variant(Text(collation="C"), "postgresql")


class IntakeTable(SQLModel):
    """Tables of intake share one set of metadata, apart from the other services'."""

    metadata: ClassVar[MetaData] = MetaData()


class AcceptedRow(IntakeTable, table=True):
    """An accepted event; *body* is the message as it is published, *accepted_at* is the machine's time in microseconds.

    *identity* stands for source and id. Offices' ids may be random: an index of the texts themselves would grow past
    every cache, and cost three times as much already after half a million events.
    """

    __tablename__ = "accepted"
    __table_args__ = (UniqueConstraint("identity", name="accepted_once"),)

    sequence: int = Field(sa_column=Column(_Sequence, primary_key=True, autoincrement=False))
    identity: str = Field(sa_column=Column(_Digest, nullable=False))
    fingerprint: str = Field(sa_column=Column(_Digest, nullable=False))
    type: str
    accepted_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    body: str = Field(sa_column=Column(Text, nullable=False))


class MarkRow(IntakeTable, table=True):
    """Up to which sequence something was done: events were ``accepted``, ``published``, or ``settled``.

    A row each, so that the relay's mark never waits for the writer's, whose row is the lock for the next sequence.
    *said_at* is the time of the newest message that moved a mark, in microseconds. ``put_back`` is where planning's
    books stood when they were last put back to an older state. Beside them canaries are counted: those that were sent,
    the newest at *said_at* of the machine, and those that were published.
    """

    __tablename__ = "mark"

    name: str = Field(primary_key=True)
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))
    said_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class VerdictRow(IntakeTable, table=True):
    """What became of an event that was not simply applied, and when planning said so, in microseconds.

    ``applied`` stays as a row: an older message that comes late must not bring the older verdict back.
    """

    __tablename__ = "verdict"

    sequence: int = Field(sa_column=Column(_Sequence, primary_key=True, autoincrement=False))
    result: str
    reason: str | None
    said_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class PublishedRow(IntakeTable, table=True):
    """How far a stream had come when we published on it last."""

    __tablename__ = "published"

    stream: str = Field(primary_key=True)
    position: str


class PlanRow(IntakeTable, table=True):
    """The codes of the newest version of a plan."""

    __tablename__ = "plan"

    plan: str = Field(primary_key=True)
    version: int
    year: int
    offices: list[str] = Field(sa_column=Column(JSON, nullable=False))
    sectors: list[str] = Field(sa_column=Column(JSON, nullable=False))
    fed_by_files: list[str] = Field(sa_column=Column(JSON, nullable=False))


class FiledRow(IntakeTable, table=True):
    """What monthly files have said of an entry: *data* is its state as JSON without a revision.

    *revision* counts the events made from files; *year* is the one whose file spoke of the entry last.
    """

    __tablename__ = "filed"

    office: str = Field(primary_key=True)
    entry_id: str = Field(primary_key=True)
    year: int
    revision: int = Field(sa_column=Column(BigInteger, nullable=False))
    present: bool
    status: str
    start: date
    fingerprint: str = Field(sa_column=Column(_Digest, nullable=False))
    data: str = Field(sa_column=Column(Text, nullable=False))


class ImportRow(IntakeTable, table=True):
    """The receipt of an accepted monthly file; times are microseconds, *digest* stands for its bytes."""

    __tablename__ = "import"

    office: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    year: int
    month: int
    known: int = Field(sa_column=Column(BigInteger, nullable=False))
    imported_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    key: str
    digest: str
    confirmed: bool
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))


class RefusalRow(IntakeTable, table=True):
    """What was refused of what an office sent: the rule, when (microseconds), and where; never a value."""

    __tablename__ = "refusal"
    __table_args__ = (Index("refusal_of_office", "office", "number"), Index("refusal_age", "at"))

    number: int | None = Field(default=None, sa_column=Column(_Sequence, primary_key=True, autoincrement=True))
    office: str
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    type: str | None
    rule: str
    pointer: str
