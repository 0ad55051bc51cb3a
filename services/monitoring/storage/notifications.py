"""What people are to be told: queued with what it tells of, leased by one sender at a time, marked when it is done."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Executable, and_, case, exists, func, or_, select, update

from services.monitoring.domain.audience import Channel, Notification, Person, When, due
from services.monitoring.domain.notices import AlertNotice, Notice, OperationsNotice
from services.monitoring.storage.tables import NoticeRow, NotificationRow, PlanRow
from shared.clock import from_micros, micros
from shared.events import Managers, PlanPublished
from shared.events import Person as Named
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import insert_into, table

NOTICES = table(NoticeRow)
NOTIFICATIONS = table(NotificationRow)
_PLANS = table(PlanRow)
_COLUMNS = NOTIFICATIONS.c
DIGEST = "digest"
"""Stands in place of a notice where a notification tells several of them."""

_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    "alert": TypeAdapter(AlertNotice),
    "operations": TypeAdapter(OperationsNotice),
}
_QUEUED = ("id", "notice", "about", "plan", "channel", "recipient", "person", "language", "timing", "state", "attempts")


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


def people_of(connection: Connection, plan: str) -> Sequence[Person]:
    """Return whom the newest version of *plan* names."""
    body = connection.scalar(select(_PLANS.c.body).where(_PLANS.c.plan == plan))
    return [_person(one) for one in _managers(body).people] if body else []


@lru_cache(maxsize=16)
def _managers(body: bytes) -> Managers:
    return PlanPublished.model_validate_json(body).managers


def _person(named: Named) -> Person:
    ways = ((Channel.MAIL, named.mail), (Channel.WEBHOOK, named.webhook))
    of_codes = [*(f"office/{code}" for code in named.offices), *(f"sector/{code}" for code in named.sectors)]
    return Person(
        name=named.name,
        addresses=tuple((channel, address) for channel, address in ways if address),
        language=named.language,
        series=(*named.series, *of_codes),
        from_level=named.from_level,
        digest=named.digest,
        operations=named.operations,
    )


def queue(connection: Connection, notices: Mapping[str, Notice], notifications: Sequence[Notification]) -> None:
    """Keep what is to be told, by id, and to whom; what is queued already stays as it is."""
    wanted = {one.notice: one.plan for one in notifications}
    rows = [(id_, plan, *_written(notices[id_])) for id_, plan in wanted.items()]
    if rows:
        connection.execute(
            insert_into(connection, NOTICES).on_conflict_do_nothing(),
            [{"id": id_, "plan": plan, "kind": kind, "body": body} for id_, plan, kind, body in rows],
        )
        connection.execute(_add(connection), parameters(_row(one) for one in notifications))


def _written(notice: Notice) -> tuple[str, bytes]:
    kind = "alert" if isinstance(notice, AlertNotice) else "operations"
    return kind, _ADAPTERS[kind].dump_json(notice)


def _row(one: Notification) -> tuple[Any, ...]:
    address = (one.channel, one.recipient, one.person, one.language)
    return (one.id, one.notice, one.about, one.plan, *address, one.when, "waiting", 0)


@built_once
def _add(connection: Connection) -> Executable:
    columns = [_COLUMNS[name] for name in _QUEUED]
    rows = rows_as_table(connection, columns)
    return insert_into(connection, NOTIFICATIONS).from_select(list(_QUEUED), rows).on_conflict_do_nothing()


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
    return [_ADAPTERS[kind].validate_json(body) for kind, body in connection.execute(statement)]


def in_states(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how many notifications wait or have failed for good, by channel and state."""
    counted = (
        select(_COLUMNS.channel, _COLUMNS.state, func.count())
        .where(_COLUMNS.state.in_(["waiting", "failed"]))
        .group_by(_COLUMNS.channel, _COLUMNS.state)
    )
    return {(channel, state): number for channel, state, number in connection.execute(counted)}
