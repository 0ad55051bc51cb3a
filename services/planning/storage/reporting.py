"""What was told last of how reports keep to the calibration."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from services.planning.domain.punctuality import Verdict
from services.planning.storage.tables import ReportingRow
from shared.storage import insert_into, table

_REPORTING = table(ReportingRow)


class Told(NamedTuple):
    """A verdict with the mean delays that led to it (days), and the day by whose end it was first given."""

    verdict: Verdict
    observed_days: float
    calibrated_days: float
    since: date


def told_of(connection: Connection, plan: str) -> Told | None:
    """Return what was told last of *plan*."""
    columns = [_REPORTING.c[name] for name in Told._fields]
    row = connection.execute(select(*columns).where(_REPORTING.c.plan == plan)).one_or_none()
    return Told(*row) if row else None


def remember(connection: Connection, plan: str, told: Told) -> None:
    """Remember what is told of *plan* now."""
    given = insert_into(connection, _REPORTING).values(plan=plan, **told._asdict())
    connection.execute(given.on_conflict_do_update(index_elements=[_REPORTING.c.plan], set_=told._asdict()))
