"""What lies behind an alert or a series: its evaluations day by day, and who was told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.storage.mapping import evaluation_of
from services.monitoring.storage.notifications import DIGEST, NOTIFICATIONS
from services.monitoring.storage.records import EVALUATIONS
from shared.clock import from_micros


@dataclass(frozen=True, slots=True)
class Telling:
    """A notification about an alert: to whom and how, when it was seen, and what became of it."""

    person: str
    channel: str
    state: str
    at: datetime | None


def course(connection: Connection, plan: str, series: str, days: Collection[date]) -> Sequence[Evaluation]:
    """Return the evaluations of a series on *days*, in order."""
    columns = EVALUATIONS.c
    chosen = select(EVALUATIONS).where(columns.plan == plan, columns.series == series, columns.day.in_(sorted(days)))
    rows = connection.execute(chosen.order_by(columns.day)).mappings()
    return [evaluation_of(dict(row)) for row in rows]


def tellings(connection: Connection, alert: str) -> Sequence[Telling]:
    """Return who was told of an alert, in the order in which that was seen; a digest counts for its parts."""
    columns = NOTIFICATIONS.c
    chosen = select(columns.person, columns.channel, columns.state, columns.seen_at, columns.digest)
    rows = connection.execute(
        chosen.where(columns.about == alert, columns.notice != DIGEST).order_by(columns.seen_at, columns.id)
    )
    return [
        Telling(row.person, row.channel, row.state, from_micros(row.seen_at) if row.seen_at else None) for row in rows
    ]
