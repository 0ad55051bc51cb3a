"""Close a month: its figures are kept with their hash, and never change again."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from services.monitoring.domain.plan import Plan
from services.monitoring.reports.asking import Answer
from services.monitoring.reports.frozen import Report, canonical
from services.monitoring.reports.months import Month
from services.monitoring.reports.reporting import Unsettled, is_settled, report_of
from services.monitoring.storage.memory import SqlMemory
from services.monitoring.storage.reports import Closed, close
from shared.clock import day_of


class NotOver(Exception):
    """The month can be closed from the day ``on`` on."""

    def __init__(self, on: date) -> None:
        """Say from which day on it can be closed."""
        super().__init__(on.isoformat())
        self.on = on


@dataclass(frozen=True, slots=True)
class By:
    """Who closes a month, and when: the key, and the name given with it."""

    key_id: str
    who: str
    at: datetime


def close_month(connection: Connection, plan: Plan, month: Month, by: By, answer: Answer) -> Report:
    """Close *month* and return its report; the one that is kept already when it was closed before.

    Raises :class:`NotOver`, :class:`Unsettled`, :class:`~services.monitoring.reports.reporting.NotYet`.
    """
    today = day_of(by.at)
    if not month.is_over(today):
        raise NotOver(month.following.first)
    SqlMemory(connection).hold(plan.id)  # two that close at the same time get the same answer
    report = report_of(connection, plan, month, today, answer)
    if report.closing:
        return report
    if not is_settled(connection, plan, today):
        raise Unsettled
    close(connection, plan.id, Closed(str(month), report.sha256, canonical(report.figures), by.at, by.key_id, by.who))
    return report_of(connection, plan, month, today)
