"""Many notifications to one recipient become one: in the morning for who wishes it, and at once in a storm."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from services.monitoring.domain.audience import When, to_operations
from services.monitoring.domain.notices import OperationsNotice, Trouble
from services.monitoring.storage.notifications import DIGEST, NOTIFICATIONS, people_of, queue
from shared.clock import micros

_COLUMNS = NOTIFICATIONS.c
_STORM = timedelta(minutes=5)
_STORM_ABOVE = 50
_TO_ONE = (_COLUMNS.plan, _COLUMNS.channel, _COLUMNS.recipient, _COLUMNS.person, _COLUMNS.language)


def gather(connection: Connection, now: datetime) -> None:
    """Group what is due to one recipient: everything in a storm, and what was to wait for the morning."""
    moment, recent = micros(now), micros(now - _STORM)
    _postpone(connection, recent, moment)
    in_storm = or_(_COLUMNS.timing == When.AFTER_STORM, _COLUMNS.recipient.in_(_recipients_in_a_storm(recent)))
    for group in _groups(connection, and_(_untried(moment), in_storm)):
        _tell_of_storm(connection, group, _group(connection, group, moment, When.AT_ONCE, in_storm))
    collected = _COLUMNS.timing.in_([When.DAILY, When.WEEKLY])
    for group in _groups(connection, and_(_untried(moment), collected)):
        _group(connection, group, moment, When.DAILY, collected)


def _untried(moment: int) -> ColumnElement[bool]:
    """Choose what is due and was never tried: what was may have arrived, and keeps its own id."""
    return and_(
        _COLUMNS.state == "waiting",
        _COLUMNS.due_at <= moment,
        _COLUMNS.attempts == 0,
        _COLUMNS.lease_until.is_(None),
        _COLUMNS.notice != DIGEST,
    )


def _recipients_in_a_storm(recent: int) -> Any:  # noqa: ANN401 - a query
    at_once = and_(_COLUMNS.seen_at > recent, _COLUMNS.timing == When.AT_ONCE, _COLUMNS.notice != DIGEST)
    new = select(_COLUMNS.recipient).where(at_once).group_by(_COLUMNS.recipient)
    return new.having(func.count() > _STORM_ABOVE)


def _postpone(connection: Connection, recent: int, moment: int) -> None:
    """Let what comes while a storm lasts wait for the next digest: one in five minutes."""
    of_storms = and_(_COLUMNS.seen_at > recent, _COLUMNS.timing == When.AT_ONCE, _COLUMNS.notice == DIGEST)
    newest = select(_COLUMNS.recipient, func.max(_COLUMNS.seen_at)).where(of_storms).group_by(_COLUMNS.recipient)
    for recipient, told in connection.execute(newest).all():
        untried = update(NOTIFICATIONS).where(_untried(moment), _COLUMNS.recipient == recipient)
        passed = told + _STORM // timedelta(microseconds=1)
        connection.execute(untried.values(timing=When.AFTER_STORM, due_at=passed))


def _groups(connection: Connection, chosen: ColumnElement[bool]) -> Sequence[Any]:
    number, first = func.count().label("number"), func.min(_COLUMNS.id).label("first")
    several = select(*_TO_ONE, number, first).where(chosen).group_by(*_TO_ONE).having(func.count() > 1)
    return connection.execute(several).all()


def _group(connection: Connection, group: Any, moment: int, timing: When, chosen: ColumnElement[bool]) -> str:  # noqa: ANN401 - a row
    """Put one notification in place of those of *group*, which are *chosen*, and return its id."""
    digest = blake2b(f"{DIGEST}\n{group.first}".encode(), digest_size=16).hexdigest()
    of_group = [column == getattr(group, column.name) for column in _TO_ONE]
    members = update(NOTIFICATIONS).where(_untried(moment), chosen, *of_group)
    connection.execute(members.values(state="grouped", digest=digest))
    connection.execute(
        insert(NOTIFICATIONS).values(
            {column.name: getattr(group, column.name) for column in _TO_ONE}
            | {"id": digest, "notice": DIGEST, "about": digest, "timing": timing, "state": "waiting", "attempts": 0}
            | {"seen_at": moment, "due_at": moment}
        )
    )
    return digest


def _tell_of_storm(connection: Connection, group: Any, digest: str) -> None:  # noqa: ANN401 - a row
    notice = f"storm-{digest}"
    storm = OperationsNotice(Trouble.STORM, group.channel, group.person, str(group.number))
    told = to_operations(notice, group.plan, people_of(connection, group.plan))
    queue(connection, {notice: storm}, [one for one in told if one.recipient != group.recipient])
