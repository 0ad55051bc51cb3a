"""Closed months: their figures as one text, written once and never changed; and what reports ask the store besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, func, select

from services.monitoring.storage.mapping import series_in
from services.monitoring.storage.records import CELLS, PLACES
from services.monitoring.storage.tables import NotificationRow, PlanRow, ReportRow
from shared.clock import from_micros, micros
from shared.events import PlanPublished
from shared.storage import insert_into, table

_PLANS = table(PlanRow).c
_REPORTS = table(ReportRow)
_COLUMNS = _REPORTS.c
_NOTIFICATIONS = table(NotificationRow).c
_OFFICE = "office/"


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed month as it is kept."""

    month: str
    sha256: str
    body: bytes
    closed_at: datetime
    key_id: str
    who: str


def closed(connection: Connection, plan: str, month: str) -> Closed | None:
    """Return *month* of *plan* as it was closed, None while it was not."""
    return _one(connection, _COLUMNS.plan == plan, _COLUMNS.month == month)


def newest_closed_before(connection: Connection, plan: str, month: str) -> Closed | None:
    """Return the newest closed month of *plan* before *month*; months sort as text."""
    return _one(connection, _COLUMNS.plan == plan, _COLUMNS.month < month)


def close(connection: Connection, plan: str, month: Closed) -> None:
    """Keep *month* as closed; one that is closed already stays as it is."""
    row = {"plan": plan, "month": month.month, "sha256": month.sha256, "body": month.body}
    by = {"closed_at": micros(month.closed_at), "key_id": month.key_id, "who": month.who}
    connection.execute(insert_into(connection, _REPORTS).values(row | by).on_conflict_do_nothing())


def published(connection: Connection, plan: str) -> PlanPublished:
    """Return the newest version of *plan* as planning published it."""
    newest = (
        select(_PLANS.body)
        .where(_PLANS.plan == plan)
        .order_by(_PLANS.version.desc(), _PLANS.calibration.desc())
        .limit(1)
    )
    body: bytes = connection.execute(newest).scalar_one()
    return PlanPublished.model_validate_json(body)


def last_changes(connection: Connection, plan: str, through: date) -> Mapping[str, date]:
    """Return the newest day up to *through* on which a count of each office changed."""
    statement = (
        select(PLACES.c.series, func.max(CELLS.c.known))
        .join_from(PLACES, CELLS, PLACES.c.id == CELLS.c.place)
        .where(PLACES.c.plan == plan, CELLS.c.known <= through)
        .group_by(PLACES.c.id)
    )
    newest: dict[str, date] = {}
    for place, day in connection.execute(statement):
        for series in series_in(place):
            if series.startswith(_OFFICE):
                office = series.removeprefix(_OFFICE)
                newest[office] = max(day, newest.get(office, day))
    return newest


def told_about(connection: Connection, topic: str) -> set[str]:
    """Return the ids of the notifications about *topic*."""
    return set(connection.execute(select(_NOTIFICATIONS.id).where(_NOTIFICATIONS.about == topic)).scalars())


def _one(connection: Connection, *where: ColumnElement[bool]) -> Closed | None:
    statement = select(_REPORTS).where(*where).order_by(_COLUMNS.month.desc()).limit(1)
    row = connection.execute(statement).mappings().first()
    if row is None:
        return None
    names = ("month", "sha256", "body", "key_id", "who")
    return Closed(**{name: row[name] for name in names}, closed_at=from_micros(row["closed_at"]))
