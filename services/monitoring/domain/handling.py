"""Where an alert stands with the people who look after it: it follows from what became of it and what was done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from operator import itemgetter

from services.monitoring.domain.alerts import Kind, Turn
from services.monitoring.domain.deeds import Deed, What
from services.monitoring.domain.history import Alert, Change
from shared.calendar import WorkingDays

WHOLES = ("entries", "employees")


class State(StrEnum):
    """How an alert is handled."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Handling:
    """How an alert is handled.

    ``until`` is the last day of an acknowledgement or a snooze, which began ``at``. ``open_since`` is the day on which
    it was raised, rose or was reopened last; ``escalated`` says that this was told to the next one since. ``ran_out``:
    nobody has been told yet that an acknowledgement or a snooze is over.
    """

    state: State
    open_since: date
    until: date | None = None
    at: datetime | None = None
    escalated: bool = False
    ran_out: bool = False


_Placed = tuple[tuple[date, int, int], Change | Deed]
_QUIET = {What.ACKNOWLEDGE: State.ACKNOWLEDGED, What.SNOOZE: State.SNOOZED}


def handling_of(alert: Alert, deeds: Iterable[Deed], today: date) -> Handling:
    """Return how *alert* is handled on *today* after the *deeds* that belong to it."""
    handling = Handling(State.OPEN, alert.raised.day)
    for happened in in_order(alert, deeds):
        handling = _after_deed(handling, happened) if isinstance(happened, Deed) else _after_change(handling, happened)
    if handling.until and handling.until < today:
        return replace(handling, state=State.OPEN, until=None, at=None, ran_out=True)
    return handling


def in_order(alert: Alert, deeds: Iterable[Deed]) -> Iterator[Change | Deed]:
    """Yield what happened: what is done on a day comes before its end, at which an alert changes by itself."""
    done: list[_Placed] = [((deed.day, 0, deed.number), deed) for deed in deeds]
    by_itself: list[_Placed] = [((change.day, 1, n), change) for n, change in enumerate(alert.history)]
    for _, happened in sorted(done + by_itself, key=itemgetter(0)):
        yield happened


def _after_change(handling: Handling, change: Change) -> Handling:
    """Let a rise end an acknowledgement and a snooze: what people knew then is no longer all of it."""
    if change.turn is Turn.RESOLVED:
        return Handling(State.RESOLVED, handling.open_since)
    return Handling(State.OPEN, change.day)


def _after_deed(handling: Handling, deed: Deed) -> Handling:
    if deed.what in _QUIET and handling.state is not State.RESOLVED:
        return Handling(_QUIET[deed.what], handling.open_since, deed.until, deed.at)
    if deed.what is What.REOPEN and handling.state is not State.RESOLVED:
        return Handling(State.OPEN, deed.day)
    return replace(handling, escalated=True) if deed.what is What.ESCALATE else handling


@dataclass(frozen=True, slots=True)
class Escalation:
    """What nobody has acknowledged after so many working days is told to the person ``to``."""

    after_working_days: int
    to: str

    def due(self, alert: Alert, handling: Handling, today: date, working_days: WorkingDays) -> bool:
        """Say whether *alert*, of which people were told, is to be told to the next one by *today*."""
        open_and_new = handling.state is State.OPEN and not handling.escalated and not handling.ran_out
        return open_and_new and _escalates(alert) and self._waited(handling.open_since, today, working_days)

    def _waited(self, since: date, today: date, working_days: WorkingDays) -> bool:
        passed = working_days.between(since + timedelta(days=1), today - timedelta(days=1))
        return sum(1 for _ in passed) >= self.after_working_days


def _escalates(alert: Alert) -> bool:
    """Pace alerts do; that a target is at risk does for the total and the employees only."""
    series, kind = alert.subject
    return kind is Kind.PACE or (kind is Kind.TARGET_AT_RISK and series in WHOLES)
