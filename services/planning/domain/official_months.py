"""The official statistic's calendar: its months end on a reporting day, and are final some months later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """Days from *first* to *last*, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether *day* lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class OfficialCalendar:
    """On which day each official month ends; months are named by their first day.

    *reporting_days* are the published ones; any other month ends on its day *usual_day*. A month is final as of the
    reporting day *final_after* months later.
    """

    usual_day: int = 14
    reporting_days: Mapping[date, date] = field(default_factory=dict)
    final_after: int = 3

    def span(self, month: date) -> Span:
        """Return the days of starts that the statistic counts to *month*."""
        return Span(self.last_day(shifted(month, -1)) + timedelta(days=1), self.last_day(month))

    def last_day(self, month: date) -> date:
        """Return the reporting day of *month*."""
        return self.reporting_days.get(month, month.replace(day=self.usual_day))

    def cut_off(self, month: date) -> date:
        """Return the last day whose knowledge is in the final figure of *month*."""
        return self.last_day(shifted(month, self.final_after))


def shifted(month: date, by: int) -> date:
    """Return the first day of the month *by* months after that of *month*."""
    count = month.year * 12 + month.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def calendar_month(month: date) -> Span:
    """Return the days of a month as everybody else counts them."""
    return Span(month, shifted(month, 1) - timedelta(days=1))
