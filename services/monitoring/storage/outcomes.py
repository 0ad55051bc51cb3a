"""What became of sending a notification, and which addresses fail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from services.monitoring.domain.audience import When, notification_id, to_operations
from services.monitoring.domain.notices import OperationsNotice, Trouble
from services.monitoring.domain.retries import OFF_AFTER, Chance, next_attempt
from services.monitoring.storage.leasing import Leased
from services.monitoring.storage.notifications import DIGEST, NOTICES, NOTIFICATIONS, people_of, queue
from services.monitoring.storage.tables import EndpointRow
from shared.clock import from_micros, micros
from shared.storage import insert_into, table

_COLUMNS = NOTIFICATIONS.c
_ENDPOINTS = table(EndpointRow)


def arrived(connection: Connection, one: Leased) -> None:
    """Note that *one* was taken: its address works."""
    _set(connection, one, state="sent", attempts=one.attempts + 1, reason=None)
    connection.execute(delete(_ENDPOINTS).where(*_address(one)))


def failed(connection: Connection, one: Leased, reason: str, now: datetime, chance: Chance) -> datetime | None:
    """Note that *one* was not taken, and return when to try again; None when it was given up."""
    attempts = one.attempts + 1
    again = next_attempt(attempts, now, chance)
    too_long = _failing_since(connection, one, now) <= now - OFF_AFTER
    if too_long:
        switch_off(connection, one, reason, now)
    if too_long or again is None:
        give_up(connection, one, reason)
        return None
    _set(connection, one, attempts=attempts, reason=reason, due_at=micros(again))
    return again


def put_back(connection: Connection, ones: Sequence[Leased], due: datetime | None) -> None:
    """Let *ones*, which were not tried, wait until *due* (None: as long as they do now)."""
    ids = _COLUMNS.id.in_([one.id for one in ones])
    later = {} if due is None else {"due_at": micros(due)}
    connection.execute(update(NOTIFICATIONS).where(ids).values(lease_until=None, **later))


def give_up(connection: Connection, one: Leased, reason: str) -> None:
    """Note that *one* will never arrive: the person's other channel tells it now, and operations hears of it."""
    _set(connection, one, state="failed", attempts=one.attempts + 1, reason=reason)
    connection.execute(
        update(NOTIFICATIONS)
        .where(
            _COLUMNS.notice.in_(_told_by(one)),
            _COLUMNS.plan == one.plan,
            _COLUMNS.person == one.person,
            _COLUMNS.channel != one.channel,
            _COLUMNS.state == "waiting",
            _COLUMNS.attempts == 0,
        )
        .values(timing=When.AT_ONCE, due_at=one.seen_at)
    )
    _tell_operations(connection, one, Trouble.GIVEN_UP, reason)


def _told_by(one: Leased) -> Any:  # noqa: ANN401 - a query or a list
    return select(_COLUMNS.notice).where(_COLUMNS.digest == one.id) if one.notice == DIGEST else [one.notice]


def switch_off(connection: Connection, one: Leased, reason: str, now: datetime) -> None:
    """Try the address of *one* no more."""
    _failing_since(connection, one, now)
    connection.execute(update(_ENDPOINTS).where(*_address(one)).values(off_since=micros(now)))
    _tell_operations(connection, one, Trouble.SWITCHED_OFF, reason)


def is_off(connection: Connection, one: Leased) -> bool:
    """Say whether the address of *one* is switched off."""
    return connection.scalar(select(_ENDPOINTS.c.off_since).where(*_address(one))) is not None


def _failing_since(connection: Connection, one: Leased, now: datetime) -> datetime:
    """Note that the address of *one* fails, and return since when."""
    new = {"channel": one.channel, "recipient": one.recipient, "failing_since": micros(now)}
    connection.execute(insert_into(connection, _ENDPOINTS).values(new).on_conflict_do_nothing())
    since: int = connection.execute(select(_ENDPOINTS.c.failing_since).where(*_address(one))).scalar_one()
    return from_micros(since)


def _address(one: Leased) -> tuple[Any, Any]:
    return _ENDPOINTS.c.channel == one.channel, _ENDPOINTS.c.recipient == one.recipient


def _set(connection: Connection, one: Leased, **values: Any) -> None:  # noqa: ANN401 - columns
    connection.execute(update(NOTIFICATIONS).where(_COLUMNS.id == one.id).values(lease_until=None, **values))


def _tell_operations(connection: Connection, one: Leased, trouble: Trouble, reason: str) -> None:
    """Tell operations once for an address and day; that telling operations failed is not told to operations again."""
    if connection.scalar(select(NOTICES.c.kind).where(NOTICES.c.id == one.notice)) == "operations":
        return
    notice = f"{trouble}-{notification_id('', one.channel, one.recipient)}-{one.seen.date().isoformat()}"
    told = to_operations(notice, one.plan, people_of(connection, one.plan))
    queue(connection, {notice: OperationsNotice(trouble, one.channel, one.person, reason)}, list(told))
