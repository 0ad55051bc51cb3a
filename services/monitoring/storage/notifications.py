"""What people are to be told, queued with what it tells of; and whom a plan names."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Executable, select

from services.monitoring.domain.audience import Channel, Notification, Person
from services.monitoring.domain.notices import AlertNotice, Notice, OperationsNotice
from services.monitoring.storage.tables import NoticeRow, NotificationRow, PlanRow
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


def people_of(connection: Connection, plan: str) -> Sequence[Person]:
    """Return whom the newest version of *plan* names."""
    managers = managers_of(connection, plan)
    return [_person(one) for one in managers.people] if managers else []


def managers_of(connection: Connection, plan: str) -> Managers | None:
    """Return who is told what by the newest version of *plan*; None when there is no such plan."""
    body = connection.scalar(select(_PLANS.c.body).where(_PLANS.c.plan == plan))
    return _managers(body) if body else None


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


def read(kind: str, body: bytes) -> Notice:
    """Return the notice that was stored as *body*."""
    notice: Notice = _ADAPTERS[kind].validate_json(body)
    return notice
