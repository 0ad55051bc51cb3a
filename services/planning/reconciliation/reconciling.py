"""Reconcile a month: the entries concerned, as known now and as known at the official cut-off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import Connection

from services.planning.arriving.arrivals import ENTRY
from services.planning.domain.counting import cells_of
from services.planning.domain.entry import Entry
from services.planning.domain.measure import Measure
from services.planning.domain.official_months import OfficialCalendar, calendar_month
from services.planning.domain.plan import Plan
from services.planning.domain.reconciliation import Life, Line, State, Status, bridge
from services.planning.domain.revisions import History, turns
from services.planning.storage import histories as store
from services.planning.storage.mapping import entry_from
from services.planning.storage.official import OfficialFigure
from services.planning.storage.starts import entities_starting
from shared.clock import day_of, end_of, micros

_AT_ONCE = 1_000
_STATUS: dict[str, Status] = {
    "planned": "announced",
    "started": "begun",
    "ended": "begun",
    "cancelled": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which month of which series is held against which measure, with what was known before the instant *known*.

    *figure* is the official one, if it was typed in; it may tell the day whose knowledge it holds.
    """

    plan: Plan
    series: str
    month: date
    measure: Measure
    calendar: OfficialCalendar
    known: datetime
    figure: OfficialFigure | None

    @property
    def known_day(self) -> date:
        """The Berlin day in which the knowledge ends."""
        return day_of(self.known - timedelta(microseconds=1))

    @property
    def cut_off(self) -> date:
        """The last day whose knowledge the official figure holds."""
        return (self.figure and self.figure.as_of) or self.calendar.cut_off(self.month)

    @property
    def is_final(self) -> bool:
        """Say whether all that the statistic waits for is known: an earlier comparison is of what is known so far."""
        return end_of(self.cut_off) <= self.known


@dataclass(frozen=True, slots=True)
class _OneYear:
    """One plan for all years: an official January begins in the December before."""

    plan: Plan

    def of(self, office: str, _: int) -> Plan | None:
        return self.plan if office in self.plan.offices else None


def reconcile(connection: Connection, asked: Asked) -> list[Line]:
    """Return the lines of the bridge."""
    own, official = calendar_month(asked.month), asked.calendar.span(asked.month)
    first, last = min(own.first, official.first), max(own.last, official.last)
    return bridge(_lives(connection, asked, first, last), own, official)


def _lives(connection: Connection, asked: Asked, first: date, last: date) -> Iterator[Life]:
    now, then = micros(asked.known), micros(min(end_of(asked.cut_off), asked.known))
    read = cache(lambda data: _state(entry_from(data), asked))
    concerned = entities_starting(connection, ENTRY.name, first, last)
    for place in range(0, len(concerned), _AT_ONCE):
        for history in store.histories(connection, concerned[place : place + _AT_ONCE]).values():
            yield life_of(history, now, then, read)


def life_of(history: History, now: int, then: int, read: Callable[[str], State]) -> Life:
    """Return an entry as it showed with what was known before the instants *now* and *then* (microseconds)."""
    seen = (_newest(history, before) for before in (now, then))
    return Life(*(None if data is None else read(data) for data in seen))


def _newest(history: History, before: int) -> str | None:
    shown = turns(arrival for arrival in history.standing.values() if arrival.known < before)
    return shown[-1].data if shown else None


def _state(entry: Entry, asked: Asked) -> State:
    ours = any(asked.series in cell.place.series for cell in cells_of(entry, _OneYear(asked.plan)))
    return State(_STATUS[entry.status], entry.start_date, ours, asked.measure.counts(entry))
