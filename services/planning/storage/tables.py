"""The tables. What grows with the events is keyed by a small integer per entity, never by a text that jumps about."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, LargeBinary, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

_Id = BigInteger().with_variant(Integer, "sqlite")


_CLUSTERED = {"sqlite_with_rowid": False}
"""Rows lie in the order of their key, so that what is read together is kept together."""


class PlanningTable(SQLModel):
    """Tables of planning share one set of metadata, apart from the other services'."""

    metadata: ClassVar[MetaData] = MetaData()


class EntityRow(PlanningTable, table=True):
    """An entry, voucher or customer of a source; on PostgreSQL its row is the lock for its revisions."""

    __tablename__ = "entity"
    __table_args__ = (UniqueConstraint("kind", "source", "key"),)

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True, autoincrement=True))
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

    entity: int = Field(sa_column=Column(_Id, primary_key=True))
    revision: int = Field(sa_column=Column(BigInteger, primary_key=True))
    known: int = Field(sa_column=Column(BigInteger, nullable=False))
    event_id: str
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))
    data: str = Field(sa_column=Column(Text, nullable=False))


class OtherArrivalRow(PlanningTable, table=True):
    """An arrival that lost against the one that stands: a conflict when its data differ, else a harmless repeat."""

    __tablename__ = "other_arrival"
    __table_args__ = (Index("other_arrival_sequence", "sequence"), _CLUSTERED)

    entity: int = Field(sa_column=Column(_Id, primary_key=True))
    revision: int = Field(sa_column=Column(BigInteger, primary_key=True))
    event_id: str = Field(primary_key=True)
    known: int = Field(sa_column=Column(BigInteger, nullable=False))
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))
    data: str = Field(sa_column=Column(Text, nullable=False))


class PlaceRow(PlanningTable, table=True):
    """A set of names that are counted together: series of a plan, or figures of an office's potential.

    Rows are never changed nor deleted: a number stands for the same place for ever.
    """

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("owner", "kind", "names"),)

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True, autoincrement=True))
    owner: str
    kind: str
    names: str


class MovementRow(PlanningTable, table=True):
    """By how much a cell changed on a day of knowledge; ``change`` counts how often this row was written."""

    __tablename__ = "movement"
    __table_args__ = (Index("movement_known", "known"), _CLUSTERED)

    place: int = Field(sa_column=Column(_Id, primary_key=True))
    start: date = Field(primary_key=True)
    known: date = Field(primary_key=True)
    entries: int
    change: int = 1


class StandingRow(PlanningTable, table=True):
    """The counters of today's board: all movements of a cell added up, however many events there were."""

    __tablename__ = "standing"
    __table_args__ = _CLUSTERED

    place: int = Field(sa_column=Column(_Id, primary_key=True))
    start: date = Field(primary_key=True)
    entries: int


class StandingMonthRow(PlanningTable, table=True):
    """The same by month of the start (1-12): a board reads days only of the month in which its own day lies."""

    __tablename__ = "standing_month"
    __table_args__ = _CLUSTERED

    place: int = Field(sa_column=Column(_Id, primary_key=True))
    month: int = Field(primary_key=True)
    entries: int


class PotentialRow(PlanningTable, table=True):
    """By how much figures of the potential changed on a day of knowledge."""

    __tablename__ = "potential"
    __table_args__ = (Index("potential_known", "known"), _CLUSTERED)

    place: int = Field(sa_column=Column(_Id, primary_key=True))
    since: date = Field(primary_key=True)
    until: date = Field(primary_key=True)
    known: date = Field(primary_key=True)
    entries: int


class StandingPotentialRow(PlanningTable, table=True):
    """The potential of today: all its changes added up."""

    __tablename__ = "standing_potential"
    __table_args__ = _CLUSTERED

    place: int = Field(sa_column=Column(_Id, primary_key=True))
    since: date = Field(primary_key=True)
    until: date = Field(primary_key=True)
    entries: int


class PlanRow(PlanningTable, table=True):
    """A published version of a plan, as it was written."""

    __tablename__ = "plan"
    __table_args__ = _CLUSTERED

    plan: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    year: int
    valid_from: date
    published: int = Field(sa_column=Column(BigInteger, nullable=False))
    document: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class CalibrationRow(PlanningTable, table=True):
    """What was measured of a district's reporting and starting for a plan; never edited.

    ``groups`` holds for each series the sum of its groups' sizes, and of the sizes squared.
    """

    __tablename__ = "calibration"
    __table_args__ = _CLUSTERED

    plan: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    measured_on: date | None
    recorded_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    origin: str
    entries: int
    completeness: list[float] = Field(sa_column=Column(JSON, nullable=False))
    groups: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    by: str | None


class ReportingRow(PlanningTable, table=True):
    """How a plan's reports kept to its calibration when that was told last; ``since`` the verdict holds."""

    __tablename__ = "reporting"

    plan: str = Field(primary_key=True)
    verdict: str
    observed_days: float
    calibrated_days: float
    since: date


class FrozenRow(PlanningTable, table=True):
    """A plan whose year is closed: its figures stay as they were at that instant (microseconds)."""

    __tablename__ = "frozen"

    plan: str = Field(primary_key=True)
    at: int = Field(sa_column=Column(BigInteger, nullable=False))


class AfterClosingRow(PlanningTable, table=True):
    """An entry that changed after its plan was frozen; ``arrivals`` are those that had arrived before (JSON).

    Keyed by the source's own id, for a rebuild numbers the entities anew.
    """

    __tablename__ = "after_closing"
    __table_args__ = _CLUSTERED

    plan: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    arrivals: str = Field(sa_column=Column(Text, nullable=False))


class NowhereRow(PlanningTable, table=True):
    """An entry, begun or announced, for whose office and year there is no plan."""

    __tablename__ = "nowhere"
    __table_args__ = (Index("nowhere_office", "office", "entity"),)

    entity: int = Field(sa_column=Column(_Id, primary_key=True, autoincrement=False))
    office: str


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

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True, autoincrement=True))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    key_id: str
    act: str
    object: str
    chain: str


class VerdictRow(PlanningTable, table=True):
    """What became of an event that was not simply applied."""

    __tablename__ = "verdict"

    sequence: int = Field(sa_column=Column(_Id, primary_key=True, autoincrement=False))
    result: str
    reason: str | None


class OfficialFigureRow(PlanningTable, table=True):
    """What the official statistic says of a month, as somebody typed it in; a later row replaces an earlier one."""

    __tablename__ = "official_figure"
    __table_args__ = (Index("official_figure_month", "plan", "month"),)

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True, autoincrement=True))
    plan: str
    month: date
    measure: str
    entries: int
    as_of: date | None
    source: str
    entered: int = Field(sa_column=Column(BigInteger, nullable=False))


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

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True, autoincrement=True))
    stream: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
