"""Plans and counts as planning published them, and when offices were heard of."""

from datetime import date

from sqlalchemy import BigInteger, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field

from services.monitoring.storage.tables.base import CLUSTERED, Id, MonitoringTable


class PlanRow(MonitoringTable, table=True):
    """A state of a plan (its version, and that of its calibration) as planning published it, and from when it holds."""

    __tablename__ = "plan"

    plan: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    calibration: int = Field(primary_key=True)
    first_day: date
    year: int
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ProgressRow(MonitoringTable, table=True):
    """How far a plan is evaluated; changes in the transaction of what changes it. Its row is the lock for playing."""

    __tablename__ = "progress"

    plan: str = Field(primary_key=True)
    revision: int = Field(sa_column=Column(BigInteger, nullable=False))
    counted: bool
    valid_through: date | None


class PlaceRow(MonitoringTable, table=True):
    """The series of a plan in which an entry counts: their sorted ids, as JSON. A number keeps its meaning for ever."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("plan", "series"),)

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True, autoincrement=True))
    plan: str
    series: str


class CellRow(MonitoringTable, table=True):
    """By how much the count of a place and start day changed on a day of knowledge; the highest ``change`` wins."""

    __tablename__ = "cell"
    __table_args__ = CLUSTERED

    place: int = Field(sa_column=Column(Id, primary_key=True, autoincrement=False))
    known: date = Field(primary_key=True)
    start: date = Field(primary_key=True)
    entries: int
    change: int = Field(sa_column=Column(BigInteger, nullable=False))


class PlannedCellRow(MonitoringTable, table=True):
    """The same for entries that are announced and have not begun; nothing is judged by it."""

    __tablename__ = "planned_cell"
    __table_args__ = CLUSTERED

    place: int = Field(sa_column=Column(Id, primary_key=True, autoincrement=False))
    known: date = Field(primary_key=True)
    start: date = Field(primary_key=True)
    entries: int
    change: int = Field(sa_column=Column(BigInteger, nullable=False))


class FeedRow(MonitoringTable, table=True):
    """A day on which something of an office became known, and when the newest of it did (microseconds)."""

    __tablename__ = "feed"

    office: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    heard: int = Field(sa_column=Column(BigInteger, nullable=False))


class ReportingRow(MonitoringTable, table=True):
    """How late entries of a plan become known, as planning last said."""

    __tablename__ = "reporting"

    plan: str = Field(primary_key=True)
    verdict: str
    observed_days: float
    calibrated_days: float
    since: date
