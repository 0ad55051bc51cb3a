"""The tables: plans, counts, evaluations, and what became of alerts. Counts only: nobody's pseudonym comes here."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

_Id = BigInteger().with_variant(Integer, "sqlite")


class MonitoringTable(SQLModel):
    """Tables of monitoring share one set of metadata, apart from the other services'."""

    metadata: ClassVar[MetaData] = MetaData()


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

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True, autoincrement=True))
    plan: str
    series: str


class CellRow(MonitoringTable, table=True):
    """By how much the count of a place and start day changed on a day of knowledge; the highest ``change`` wins."""

    __tablename__ = "cell"
    __table_args__ = {"sqlite_with_rowid": False}

    place: int = Field(sa_column=Column(_Id, primary_key=True, autoincrement=False))
    known: date = Field(primary_key=True)
    start: date = Field(primary_key=True)
    entries: int
    change: int = Field(sa_column=Column(BigInteger, nullable=False))


class PlannedCellRow(MonitoringTable, table=True):
    """The same for entries that are announced and have not begun; nothing is judged by it."""

    __tablename__ = "planned_cell"
    __table_args__ = {"sqlite_with_rowid": False}

    place: int = Field(sa_column=Column(_Id, primary_key=True, autoincrement=False))
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


class EvaluationRow(MonitoringTable, table=True):
    """One series on one day: the inputs, what follows from them, and where the series stood afterwards."""

    __tablename__ = "evaluation"
    __table_args__ = {"sqlite_with_rowid": False}

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
    __table_args__ = {"sqlite_with_rowid": False}

    plan: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    office: str = Field(primary_key=True)
    heard: date | None
    expected: float
    probability: float | None
    due: date | None
    silent_since: date | None


class ReportingRow(MonitoringTable, table=True):
    """How late entries of a plan become known, as planning last said."""

    __tablename__ = "reporting"

    plan: str = Field(primary_key=True)
    verdict: str
    observed_days: float
    calibrated_days: float
    since: date


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


class PublishedRow(MonitoringTable, table=True):
    """The newest position of ours on a stream."""

    __tablename__ = "published"

    stream: str = Field(primary_key=True)
    position: str


class OutboxRow(MonitoringTable, table=True):
    """A message committed and not yet published."""

    __tablename__ = "outbox"

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True, autoincrement=True))
    stream: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class CanaryRow(MonitoringTable, table=True):
    """The canary that came through the chain last (microseconds of the machine's clock): a single row.

    ``silence_told``: operations was told that none has come since.
    """

    __tablename__ = "canary"

    id: int = Field(primary_key=True)
    sent_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    received_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    silence_told: bool


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
