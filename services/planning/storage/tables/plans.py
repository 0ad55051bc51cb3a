"""Plans with what was measured for them, official figures beside them, and closed years."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, LargeBinary, Text
from sqlmodel import Field

from services.planning.storage.tables.base import CLUSTERED, Id, PlanningTable


class PlanRow(PlanningTable, table=True):
    """A published version of a plan, as it was written."""

    __tablename__ = "plan"
    __table_args__ = CLUSTERED

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
    __table_args__ = CLUSTERED

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


class OfficialFigureRow(PlanningTable, table=True):
    """What the official statistic says of a month, as somebody typed it in; a later row replaces an earlier one."""

    __tablename__ = "official_figure"
    __table_args__ = (Index("official_figure_month", "plan", "month"),)

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True, autoincrement=True))
    plan: str
    month: date
    measure: str
    entries: int
    as_of: date | None
    source: str
    entered: int = Field(sa_column=Column(BigInteger, nullable=False))


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
    __table_args__ = CLUSTERED

    plan: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    arrivals: str = Field(sa_column=Column(Text, nullable=False))
