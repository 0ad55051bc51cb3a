"""Entities with every revision that arrived."""

from sqlalchemy import BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from services.planning.storage.tables.base import CLUSTERED, Id, PlanningTable


class EntityRow(PlanningTable, table=True):
    """An entry, voucher or customer of a source; on PostgreSQL its row is the lock for its revisions."""

    __tablename__ = "entity"
    __table_args__ = (UniqueConstraint("kind", "source", "key"),)

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True, autoincrement=True))
    kind: str
    source: str
    key: str


class RevisionRow(PlanningTable, table=True):
    """The arrival that stands for a revision; this table is the inbox: the same revision is taken once.

    Not in the order of its key: later revisions would land all over a table as large as the data, and a page of it is
    written for each. Appended, only the small index of the key is written all over.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("revision_known", "known"), Index("revision_sequence", "sequence"))

    entity: int = Field(sa_column=Column(Id, primary_key=True))
    revision: int = Field(sa_column=Column(BigInteger, primary_key=True))
    known: int = Field(sa_column=Column(BigInteger, nullable=False))
    event_id: str
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))
    data: str = Field(sa_column=Column(Text, nullable=False))


class OtherArrivalRow(PlanningTable, table=True):
    """An arrival that lost against the one that stands: a conflict when its data differ, else a harmless repeat."""

    __tablename__ = "other_arrival"
    __table_args__ = (Index("other_arrival_sequence", "sequence"), CLUSTERED)

    entity: int = Field(sa_column=Column(Id, primary_key=True))
    revision: int = Field(sa_column=Column(BigInteger, primary_key=True))
    event_id: str = Field(primary_key=True)
    known: int = Field(sa_column=Column(BigInteger, nullable=False))
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))
    data: str = Field(sa_column=Column(Text, nullable=False))
