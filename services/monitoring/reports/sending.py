"""The monthly report goes out: once for each subscriber on the fifth working day, or when a manager says so."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime

import structlog
from sqlalchemy import Connection

from services.monitoring.domain.audience import Notification, When
from services.monitoring.domain.notices import ReportNotice
from services.monitoring.domain.plan import Plan
from services.monitoring.reports.desk import plan_of_month
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.months import Month, month_before, sending_day
from services.monitoring.reports.notices import notice_of
from services.monitoring.reports.reporting import NotYet, Unsettled, is_settled, report_of
from services.monitoring.reports.seen import as_reader
from services.monitoring.reports.subscribers import Subscriber, has_something_to_say, subscribers_of
from services.monitoring.storage.notifications import queue
from services.monitoring.storage.records import SqlRecords
from services.monitoring.storage.reports import published, told_about
from shared.background import in_background
from shared.clock import Clock, day_of
from shared.keys import Caller
from shared.storage import Database

_LOOK_EVERY_S = 60.0

log = structlog.get_logger()


class Post:
    """Queues the reports that are due for as long as it runs."""

    def __init__(self, database: Database, clock: Clock, queued: Callable[[], None]) -> None:
        """Go by the plan's *clock*; call *queued* after something was queued."""
        self._database = database
        self._clock = clock
        self._queued = queued
        self._looked_at: set[tuple[str, Month, date]] = set()

    def running(self) -> AbstractAsyncContextManager[None]:
        """Look every minute in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            try:
                await self.look()
            except Exception:  # the next look tries again; a report that is never sent would go unnoticed
                log.exception("reports.not-queued")

    async def look(self) -> int:
        """Queue what is due and was not sent; return to how many people.

        A report that has nothing to say to anybody is looked at once a day: it may have by then.
        """
        now = self._clock()
        due = [one for one in await self._database.read(_due, now) if (*_key(one), day_of(now)) not in self._looked_at]
        number = await self._database.write(_queue_due, due, now) if due else 0
        today = {seen for seen in self._looked_at if seen[-1] == day_of(now)}
        self._looked_at = today | {(*_key(one), day_of(now)) for one in due}
        return self._woken(number)

    async def send_now(self, caller: Caller, plan: str | None, month: Month) -> int:
        """Queue the report of *month* for every subscriber; return to how many people.

        Raises what :func:`report_of` raises, and :class:`~shared.web.problems.Problem`.
        """
        found = await self._database.read(plan_of_month, caller, plan, month)
        return self._woken(await self._database.write(_queue_now, found, month, self._clock()))

    def _woken(self, number: int) -> int:
        if number:
            self._queued()
        return number


def _due(connection: Connection, now: datetime) -> list[tuple[Plan, Month]]:
    """Return each plan whose report of last month is to be out, can be made, and was not queued for anybody."""
    today = day_of(now)
    month = month_before(today)
    return [
        (plan, month)
        for plan in SqlRecords(connection).plans()
        if plan.year == month.year
        and today >= sending_day(plan, month)
        and is_settled(connection, plan, today)
        and not told_about(connection, _topic(plan.id, month))
    ]


def _key(due: tuple[Plan, Month]) -> tuple[str, Month]:
    plan, month = due
    return plan.id, month


def _queue_due(connection: Connection, due: list[tuple[Plan, Month]], now: datetime) -> int:
    number = 0
    for plan, month in due:
        if report := _made(connection, plan, month, day_of(now)):
            chosen = [one for one in _subscribers(connection, plan) if _worth(report, one)]
            number += _queue(connection, report, chosen)
    return number


def _made(connection: Connection, plan: Plan, month: Month, today: date) -> Report | None:
    try:
        return report_of(connection, plan, month, today)
    except (NotYet, Unsettled):
        return None


def _worth(report: Report, subscriber: Subscriber) -> bool:
    return has_something_to_say(as_reader(report.figures, subscriber.patterns), subscriber.patterns)


def _queue_now(connection: Connection, plan: Plan, month: Month, now: datetime) -> int:
    report = report_of(connection, plan, month, day_of(now))
    return _queue(connection, report, _subscribers(connection, plan))


def _subscribers(connection: Connection, plan: Plan) -> list[Subscriber]:
    return list(subscribers_of(published(connection, plan.id)))


def _queue(connection: Connection, report: Report, people: list[Subscriber]) -> int:
    """Queue *report* for *people*, each with what they see, and return for how many; the same is told once."""
    plan, month = report.figures.plan.id, report.figures.month
    topic = _topic(plan, month)
    told = told_about(connection, topic)
    notices: dict[str, ReportNotice] = {}
    notifications = []
    for one in people:
        id_ = f"{topic}-{one.key}-{_version(report)}"
        notices[id_] = notice_of(report, one.patterns)
        for channel, address in one.addresses:
            to = (plan, channel, address, one.name, one.language)
            notifications.append(Notification(id_, topic, *to, When.AT_ONCE))
    new = [one for one in notifications if one.id not in told]
    queue(connection, dict(notices), new)
    return len({one.person for one in new})


def _version(report: Report) -> str:
    """Return what tells these figures from others of the same month, and provisional from final ones."""
    return report.sha256[:16] + ("-closed" if report.closing else "")


def _topic(plan: str, month: Month | str) -> str:
    """Return what all notifications about a month's report are about."""
    return f"report-{plan}-{month}"
