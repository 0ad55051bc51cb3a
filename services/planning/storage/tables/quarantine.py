"""Messages that cannot be taken, and what people did with them."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field

from services.planning.storage.tables.base import Id, PlanningTable


class DeadLetterRow(PlanningTable, table=True):
    """A message that could not be taken: known by the hash of its content, so that a repeat is no second one.

    ``payload`` is encrypted, and gone after a month; ``sequence`` is known where the message still told it.
    """

    __tablename__ = "dead_letter"
    __table_args__ = (Index("dead_letter_sequence", "sequence"),)

    content_sha256: str = Field(primary_key=True)
    stream: str
    position: str
    sequence: int | None = Field(sa_column=Column(BigInteger))
    reason: str
    first_seen: int = Field(sa_column=Column(BigInteger, nullable=False))
    last_seen: int = Field(sa_column=Column(BigInteger, nullable=False))
    deliveries: int
    state: str
    payload: bytes | None = Field(sa_column=Column(LargeBinary))


class AttemptRow(PlanningTable, table=True):
    """How often a message was begun that had been read before and never acknowledged."""

    __tablename__ = "attempt"

    content_sha256: str = Field(primary_key=True)
    attempts: int


class AuditRow(PlanningTable, table=True):
    """Who looked at or changed what lies in quarantine; ``chain`` is a hash over this row and the one before."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True, autoincrement=True))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    key_id: str
    act: str
    object: str
    chain: str
