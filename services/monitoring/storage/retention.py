"""What was told long ago is forgotten, in small steps; never what waits, or what something that stays refers to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, exists, or_, select

from services.monitoring.storage.notifications import NOTICES, NOTIFICATIONS
from services.monitoring.storage.tables import AnnouncedRow, PlanRow
from shared.clock import BERLIN, micros
from shared.storage import table

KEPT = timedelta(days=600)
"""So long notifications are kept: longer than an alert stands (a plan year and 180 days in which it is still judged).
Who hears of its end is who was told of its beginning."""

YEARS_KEPT = 2
"""What was told of alerts is kept until their plan's year has been over for so many years."""

AT_ONCE = 500
_ANNOUNCED, _PLANS = table(AnnouncedRow), table(PlanRow)
_COLUMNS = NOTIFICATIONS.c


def forget(connection: Connection, now: datetime) -> int:
    """Delete up to :data:`AT_ONCE` rows of each kind that are too old at *now*, and return how many that were."""
    steps = (_notifications(now), NOTIFICATIONS), (_notices(), NOTICES), (_announced(now), _ANNOUNCED)
    return sum(_delete(connection, chosen, of) for chosen, of in steps)


def _delete(connection: Connection, chosen: Select[Any], of: Table) -> int:
    ids: Sequence[str] = connection.scalars(chosen.limit(AT_ONCE)).all()
    return connection.execute(delete(of).where(of.c.id.in_(ids))).rowcount if ids else 0


def _notifications(now: datetime) -> Select[Any]:
    """Choose what is done with; a part of a digest stays as long as the digest, which may be replayed."""
    digest = NOTIFICATIONS.alias()
    return select(_COLUMNS.id).where(
        _COLUMNS.state != "waiting",
        _COLUMNS.seen_at < micros(now - KEPT),
        or_(_COLUMNS.digest.is_(None), ~exists().where(digest.c.id == _COLUMNS.digest)),
    )


def _notices() -> Select[Any]:
    """Choose what no notification tells any more."""
    return select(NOTICES.c.id).where(~exists().where(_COLUMNS.notice == NOTICES.c.id))


def _announced(now: datetime) -> Select[Any]:
    over = select(_PLANS.c.plan).where(_PLANS.c.year < now.astimezone(BERLIN).year - YEARS_KEPT)
    return select(_ANNOUNCED.c.id).where(_ANNOUNCED.c.plan.in_(over))
