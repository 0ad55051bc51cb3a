"""Months of a plan's year: when they close, and when their reports go out."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from services.monitoring.domain.plan import Plan

SENT_ON_WORKING_DAY = 5
"""Of the following month. Reports of entries take two weeks to be two thirds complete, a manager's meeting cannot wait
so long: after a week the figures of the month have settled enough for the forecast to be of use."""

_DECEMBER = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    def __str__(self) -> str:
        """Return it as it is written in addresses: 2026-09."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def following(self) -> "Month":
        """The month after it."""
        return Month(self.year + 1, 1) if self.number == _DECEMBER else Month(self.year, self.number + 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.following.first - timedelta(days=1)

    def is_over(self, today: date) -> bool:
        """Say whether *today* lies after it."""
        return today > self.last


def month_in(text: str) -> Month:
    """Return the month that is written *text*: 2026-09."""
    year, number = text.split("-")
    return Month(int(year), int(number))


def month_before(day: date) -> Month:
    """Return the month before that of *day*."""
    last = day.replace(day=1) - timedelta(days=1)
    return Month(last.year, last.month)


def closing_day(plan: Plan, month: Month, today: date) -> date | None:
    """Return the last working day of *month* that is completed on *today*, None while there is none."""
    day = plan.working_days.last_before(min(month.following.first, today))
    return day if day >= month.first else None


def sending_day(plan: Plan, month: Month) -> date:
    """Return the day on which the report of *month* goes out."""
    following = month.following
    days = plan.working_days.between(following.first, following.last)
    return next(islice(days, SENT_ON_WORKING_DAY - 1, None), following.last)
