"""The tables of intake."""

from typing import ClassVar

from sqlalchemy import JSON, BigInteger, Column, Integer, LargeBinary, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

_Sequence = BigInteger().with_variant(Integer, "sqlite")


class IntakeTable(SQLModel):
    """Tables of intake share one set of metadata, apart from the other services'."""

    metadata: ClassVar[MetaData] = MetaData()


class AcceptedRow(IntakeTable, table=True):
    """An accepted event; *body* is the message as it is published. *id* leads the index: it is what is looked up."""

    __tablename__ = "accepted"
    __table_args__ = (UniqueConstraint("id", "source", name="accepted_once"),)

    sequence: int = Field(sa_column=Column(_Sequence, primary_key=True, autoincrement=False))
    id: str
    source: str
    type: str
    fingerprint: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    recorded: int = Field(sa_column=Column(BigInteger, nullable=False))
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class MarkRow(IntakeTable, table=True):
    """Up to which sequence something was done: events were ``accepted``, or ``published``.

    Two rows, so that the relay's mark never waits for the writer's, whose row is the lock for the next sequence.
    """

    __tablename__ = "mark"

    name: str = Field(primary_key=True)
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))


class PlanRow(IntakeTable, table=True):
    """The codes of the newest version of a plan."""

    __tablename__ = "plan"

    plan: str = Field(primary_key=True)
    version: int
    offices: list[str] = Field(sa_column=Column(JSON, nullable=False))
    sectors: list[str] = Field(sa_column=Column(JSON, nullable=False))
