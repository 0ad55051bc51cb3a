"""Notifications that are due, leased by one sender at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, case, exists, func, or_, select, update

from services.monitoring.domain.audience import Channel, When, due
from services.monitoring.domain.notices import Notice
from services.monitoring.storage.notifications import DIGEST, NOTICES, NOTIFICATIONS, read
from shared.clock import from_micros, micros

_COLUMNS = NOTIFICATIONS.c


@dataclass(frozen=True, slots=True)
class Leased:
    """A notification that is ours to send until the lease ends."""

    id: str
    notice: str
    plan: str
    channel: Channel
    recipient: str
    person: str
    language: str
    attempts: int
    seen_at: int

    @property
    def seen(self) -> datetime:
        """When it was first seen by a sender; the same at every attempt."""
        return from_micros(self.seen_at)


def schedule(connection: Connection, now: datetime) -> None:
    """Say when what was queued since the last look is due."""
    new = update(NOTIFICATIONS).where(_COLUMNS.state == "waiting", _COLUMNS.due_at.is_(None))
    for when in When:
        values = {"seen_at": micros(now), "due_at": micros(due(when, now))}
        connection.execute(new.where(_COLUMNS.timing == when).values(values))
    _keep_in_turn(connection, micros(now))


def _keep_in_turn(connection: Connection, moment: int) -> None:
    """Let news of an alert wait while earlier news of it wait for another attempt: "resolved" must not come first."""
    earlier = NOTIFICATIONS.alias()
    same = and_(
        earlier.c.recipient == _COLUMNS.recipient,
        earlier.c.about == _COLUMNS.about,
        earlier.c.state == "waiting",
        earlier.c.attempts > 0,
    )
    held = update(NOTIFICATIONS).where(
        _COLUMNS.state == "waiting",
        _COLUMNS.attempts == 0,
        _COLUMNS.due_at <= moment,
        _COLUMNS.lease_until.is_(None),
        _COLUMNS.notice != DIGEST,
        exists().where(same),
    )
    newest = select(func.max(case((earlier.c.due_at > moment, earlier.c.due_at), else_=moment))).where(same)
    connection.execute(held.values(due_at=newest.scalar_subquery() + 1))


def anything_due(connection: Connection, now: datetime) -> bool:
    """Say whether a look is worth a transaction that writes."""
    soon = or_(_COLUMNS.due_at.is_(None), _COLUMNS.due_at <= micros(now))
    return connection.execute(select(_COLUMNS.id).where(_COLUMNS.state == "waiting", soon).limit(1)).first() is not None


def lease(
    connection: Connection, now: datetime, length: timedelta, busy: Collection[str], limit: int
) -> Sequence[Leased]:
    """Return what is due and nobody sends, untried ones first, and keep others from it for *length*.

    What goes to a recipient in *busy* waits until that one is free again.
    """
    moment = micros(now)
    due_now = (
        select(_COLUMNS.id)
        .where(
            _COLUMNS.state == "waiting",
            _COLUMNS.due_at <= moment,
            or_(_COLUMNS.lease_until.is_(None), _COLUMNS.lease_until <= moment),
            _COLUMNS.recipient.not_in(list(busy)),
        )
        .order_by(_COLUMNS.due_at, _COLUMNS.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    names = Leased.__dataclass_fields__
    taken = (
        update(NOTIFICATIONS)
        .where(_COLUMNS.id.in_(due_now))
        .values(lease_until=micros(now + length))
        .returning(*(_COLUMNS[name] for name in names), _COLUMNS.due_at)
    )
    rows = sorted(
        connection.execute(taken).mappings(),
        key=lambda row: (row["attempts"], row["due_at"], row["seen_at"], row["id"]),
    )
    return [Leased(**{name: row[name] for name in names} | {"channel": Channel(row["channel"])}) for row in rows]


def notices_in(connection: Connection, notification: Leased) -> list[Notice]:
    """Return what *notification* tells: one notice, or those of a digest in the order in which they came."""
    statement = select(NOTICES.c.kind, NOTICES.c.body)
    if notification.notice == DIGEST:
        told = statement.join_from(NOTIFICATIONS, NOTICES, NOTICES.c.id == _COLUMNS.notice)
        statement = told.where(_COLUMNS.digest == notification.id).order_by(_COLUMNS.seen_at, _COLUMNS.notice)
    else:
        statement = statement.where(NOTICES.c.id == notification.notice)
    return [read(kind, body) for kind, body in connection.execute(statement)]
