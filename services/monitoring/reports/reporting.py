"""The report of a month: its frozen figures, or what they would be now."""

from datetime import date, timedelta

from sqlalchemy import Connection

from services.monitoring.domain.plan import Plan
from services.monitoring.reports.asking import NOT_ASKED, Answer
from services.monitoring.reports.frozen import Closing, Report, canonical, hash_of, read
from services.monitoring.reports.gathering import Given, gather
from services.monitoring.reports.months import Month, closing_day
from services.monitoring.storage.records import SqlRecords
from services.monitoring.storage.reports import closed, last_changes, newest_closed_before, published
from services.monitoring.use_cases import due_plans


class NotYet(Exception):
    """No working day of the month is over; one is on the day ``on``."""

    def __init__(self, on: date) -> None:
        """Say from which day on there is something to report."""
        super().__init__(on.isoformat())
        self.on = on


class Unsettled(Exception):
    """The days of the month are not evaluated yet with all that has arrived; that takes seconds."""


def report_of(connection: Connection, plan: Plan, month: Month, today: date, answer: Answer = NOT_ASKED) -> Report:
    """Return the report of *month*; *answer* is what planning said just now.

    Raises :class:`NotYet` and :class:`Unsettled`.
    """
    if kept := closed(connection, plan.id, str(month)):
        return Report(read(kept.body), kept.sha256, Closing(kept.closed_at, kept.key_id, kept.who))
    day = day_reported(plan, month, today)
    records = SqlRecords(connection)
    counted = any(one.counted for one in records.progress() if one.plan == plan.id)
    if plan.judged and counted and not records.evaluations(plan.id, day):
        raise Unsettled
    earlier = newest_closed_before(connection, plan.id, str(month))
    given = Given(
        plan=plan,
        published=published(connection, plan.id),
        heard=last_changes(connection, plan.id, day),
        earlier=read(earlier.body) if earlier else None,
        answer=answer,
    )
    figures = gather(records, given, month, day, today)
    return Report(figures, hash_of(canonical(figures)))


def day_reported(plan: Plan, month: Month, today: date) -> date:
    """Return the closing day of *month*, or the last working day of it so far. Raises :class:`NotYet`."""
    if day := closing_day(plan, month, today):
        return day
    first = next(iter(plan.working_days.between(month.first, month.last)))
    raise NotYet(first + timedelta(days=1))


def is_settled(connection: Connection, plan: Plan, today: date) -> bool:
    """Say whether everything that has arrived for *plan* is evaluated."""
    return plan.id not in {one.id for one, _ in due_plans(SqlRecords(connection), today)}
