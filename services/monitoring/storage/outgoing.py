"""Looking at notifications from outside: which there are, and sending some of them once more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, or_, select, update

from services.monitoring.domain.audience import When
from services.monitoring.storage.notifications import NOTIFICATIONS
from services.monitoring.storage.tables import EndpointRow
from shared.clock import from_micros, micros
from shared.storage import table

_COLUMNS = NOTIFICATIONS.c
_ENDPOINTS = table(EndpointRow)


def listed(connection: Connection, state: str | None, limit: int) -> Sequence[Any]:
    """Return notifications, the newest first."""
    names = ("id", "notice", "plan", "channel", "person", "timing", "state", "attempts", "seen_at", "due_at", "reason")
    statement = select(*(_COLUMNS[name] for name in names)).order_by(_COLUMNS.seen_at.desc(), _COLUMNS.id).limit(limit)
    return connection.execute(statement.where(_COLUMNS.state == state) if state else statement).all()


def replay(connection: Connection, ids: Sequence[str], now: datetime) -> int:
    """Let notifications be sent once more, with the same id and over an address that is on again; return how many.

    One that waits for another attempt need not wait any longer.
    """
    chosen = _COLUMNS.id.in_(list(ids)), or_(_COLUMNS.state == "sent", _COLUMNS.state == "failed", _held_up(now))
    rows = connection.execute(select(_COLUMNS.channel, _COLUMNS.recipient).where(*chosen).distinct()).all()
    for channel, recipient in rows:
        of = _ENDPOINTS.c.channel == channel, _ENDPOINTS.c.recipient == recipient
        connection.execute(delete(_ENDPOINTS).where(*of))
    again = {"state": "waiting", "attempts": 0, "due_at": micros(now), "lease_until": None, "reason": None}
    return connection.execute(update(NOTIFICATIONS).where(*chosen).values(again)).rowcount


def of_failed(connection: Connection, now: datetime) -> Sequence[str]:
    """Return the ids of all notifications that failed for good, or wait for another attempt."""
    chosen = or_(_COLUMNS.state == "failed", _held_up(now))
    return connection.execute(select(_COLUMNS.id).where(chosen)).scalars().all()


def _held_up(now: datetime) -> Any:  # noqa: ANN401 - a condition
    """Choose what failed and is tried again later, and what waits in line behind it."""
    later = _COLUMNS.state == "waiting", _COLUMNS.due_at > micros(now), _COLUMNS.lease_until.is_(None)
    return and_(*later, or_(_COLUMNS.attempts > 0, _COLUMNS.timing == When.AT_ONCE))


def oldest_due(connection: Connection, now: datetime) -> float:
    """Return for how many seconds the oldest notification that should have been sent by *now* has waited.

    One that failed goes on to wait, though it is tried again only hours later.
    """
    due = or_(_COLUMNS.due_at <= micros(now), _COLUMNS.attempts > 0)
    seen = connection.scalar(select(func.min(_COLUMNS.seen_at)).where(_COLUMNS.state == "waiting", due))
    return (now - from_micros(seen)).total_seconds() if seen is not None else 0.0


def in_states(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how many notifications wait or have failed for good, by channel and state."""
    counted = (
        select(_COLUMNS.channel, _COLUMNS.state, func.count())
        .where(_COLUMNS.state.in_(["waiting", "failed"]))
        .group_by(_COLUMNS.channel, _COLUMNS.state)
    )
    return {(channel, state): number for channel, state, number in connection.execute(counted)}
