"""What days were judged to be, what followed for alerts, and what people did with them."""

from datetime import date

from sqlalchemy import BigInteger, Column, UniqueConstraint
from sqlmodel import Field

from services.monitoring.storage.tables.base import CLUSTERED, MonitoringTable


class EvaluationRow(MonitoringTable, table=True):
    """One series on one day: the inputs, what follows from them, and where the series stood afterwards."""

    __tablename__ = "evaluation"
    __table_args__ = CLUSTERED

    plan: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    series: str = Field(primary_key=True)
    plan_version: int
    calibration_version: int
    target: int
    known: int = Field(sa_column=Column(BigInteger, nullable=False))
    dispersion: float
    weighted_known: float
    exposure: float
    exposure_squared: float
    expected_known: float
    expected: float
    weight: float
    pace_probability: float
    pace: float
    to_come: float
    variance: float
    forecast: float
    low: int = Field(sa_column=Column(BigInteger, nullable=False))
    middle: int = Field(sa_column=Column(BigInteger, nullable=False))
    high: int = Field(sa_column=Column(BigInteger, nullable=False))
    chance: float
    chance95: float
    missing: float
    weighted_missing: float
    pace_probability_if_reported: float
    forecast_if_reported: float
    chance95_if_reported: float
    level: str
    calm_days: int
    pace_alert_since: date | None
    at_risk_since: date | None


class FeedDayRow(MonitoringTable, table=True):
    """What was heard of an office by the end of a day, and since when it was silent."""

    __tablename__ = "feed_day"
    __table_args__ = CLUSTERED

    plan: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    office: str = Field(primary_key=True)
    heard: date | None
    expected: float
    probability: float | None
    due: date | None
    silent_since: date | None


class ChangeRow(MonitoringTable, table=True):
    """What became of an alert at the end of a day, as the evaluations have it now."""

    __tablename__ = "alert_change"

    id: str = Field(primary_key=True)
    plan: str = Field(index=True)
    plan_version: int
    series: str
    kind: str
    turn: str
    severity: str
    day: date
    since: date
    cause: str | None


class AnnouncedRow(MonitoringTable, table=True):
    """What was told to others about an alert, whatever later evaluations make of it."""

    __tablename__ = "announced"

    id: str = Field(primary_key=True)
    plan: str = Field(index=True)
    plan_version: int
    series: str
    kind: str
    turn: str
    severity: str
    day: date
    since: date
    cause: str | None


class DeedRow(MonitoringTable, table=True):
    """What people did with an alert, or the tick when they did nothing; ``at`` in microseconds. It only grows."""

    __tablename__ = "deed"
    __table_args__ = (UniqueConstraint("plan", "series", "kind", "number"),)

    id: str = Field(primary_key=True)
    plan: str
    series: str
    kind: str
    alert: str
    number: int
    what: str
    day: date
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    who: str
    note: str
    until: date | None
