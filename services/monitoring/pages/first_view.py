"""Everything that the first page shows, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from services.monitoring.domain.alerts import Severity
from services.monitoring.domain.handling import State
from services.monitoring.outlook import month_ends
from services.monitoring.pages.alert_page import state_of
from services.monitoring.pages.figures import EMPLOYEES, TOTAL, Figures, figures_of
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.overview import MonthsOf, Scope, months_of, offices_of, parts_of
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.told import Told, numbers_of, told_of
from services.monitoring.words.formats import Formats, Language
from services.monitoring.words.sentences import title_of
from shared.clock import day_of, from_micros

CURRENT_DAYS = 14
"""An office that has sent something within so many days is current; files come once a month and are not."""

_GAP_LINES = 6


@dataclass(frozen=True, slots=True)
class GapLine:
    """A part of the gap; without a title: all others. ``width`` is its length in a bar of 200."""

    id: str
    title: str
    entries: int
    width: float


class FirstView:
    """The first page's content, in one language; *board* is planning's, None while it is away."""

    current_days = CURRENT_DAYS

    def __init__(self, shown: Shown, office: str | None, board: dict[str, Any] | None, language: Language) -> None:
        """Show what *office* does, or the whole district."""
        self._shown = shown
        self._board = board
        scope = Scope(office)
        wholes = [scope.total] if office else [TOTAL, EMPLOYEES]
        named = {series.id for series in shown.plan.series}
        self.totals: list[Figures] = [figures_of(shown, one, language) for one in wholes if one in named]
        self.parts = parts_of(shown, scope, language)
        self.offices = offices_of(shown, language)
        self.told: list[Told] = told_of(shown, language)
        self.months: list[MonthsOf] = months_of(shown, [row.id for row in self.parts], language)
        self.last_days: Sequence[date] = month_ends(shown.plan)
        self.office = figures_of(shown, scope.total, language) if office else None
        self._language = language

    @property
    def month_rows(self) -> list[tuple[MonthsOf, str]]:
        """The rows of the heat map, with the titles of the table."""
        return [(months, row.title) for months, row in zip(self.months, self.parts, strict=True)]

    @property
    def numbers(self) -> list[tuple[Severity, int]]:
        """How many alerts stand, by severity."""
        return numbers_of(self._shown.standings.open_alerts)

    @property
    def states(self) -> dict[str, str]:
        """How the open alerts are handled that somebody looks after, in words."""
        standings, t = self._shown.standings, texts_in(self._language)
        write = Formats(self._language)
        return {
            alert.id: state_of(standings, alert, t, write)
            for alert in standings.open_alerts
            if alert.id in standings.handled and standings.handled[alert.id].handling.state is not State.OPEN
        }

    @property
    def assumed(self) -> bool:
        """A target is an assumption."""
        return any(row.assumed for row in self.parts)

    @property
    def sum(self) -> Figures | None:
        """The total, where the parts in the table add up to it."""
        if not self.totals or self.totals[0].target is None:
            return None
        whole = self.totals[0]
        parts = (sum(row.target or 0 for row in self.parts), sum(row.actual for row in self.parts))
        return whole if parts == (whole.target, whole.actual) else None

    @property
    def gap(self) -> list[GapLine]:
        """What the total's deviation is made of, the largest shortfall first; adds up exactly."""
        if self.sum is None or not self.sum.behind:
            return []
        whole = self.sum.deviation or 0
        behind = [row for row in self.parts if row.behind][:_GAP_LINES]
        lines = [(row.id, row.title, row.deviation or 0) for row in behind]
        rest = whole - sum(entries for *_, entries in lines)
        longest = max([abs(entries) for *_, entries in lines] + [abs(rest), 1])
        shown = [*lines, ("", "", rest)] if rest else lines
        return [GapLine(*line, round(abs(line[-1]) / longest * 200, 1)) for line in shown]

    @property
    def current_month(self) -> int:
        """The newest month with starts; 12 after the year."""
        return self._shown.on.month if self._shown.on.year == self._shown.plan.year else 12

    @property
    def provisional_from(self) -> date | None:
        """The first day whose reporting is not complete yet, as planning says."""
        return date.fromisoformat(self._board["provisional_from"]) if self._board else None

    @property
    def pipeline(self) -> list[tuple[str, int | None]]:
        """What is still to come, by the name of its words; nothing while planning is away."""
        if self._board is None:
            return []
        total = next(one for one in self._board["series"] if one["id"] == self.totals[0].id)
        found = [("announced", total["announced"]), ("overdue", total["overdue"])]
        if self.office is None:
            vouchers = self._board["potential"]["vouchers"]
            found += [("vouchers_open", vouchers["open"]), ("expiring", vouchers["expiring_30d"])]
        return found

    @property
    def missing(self) -> int:
        """Entries that are missing to the target, where what is announced is known."""
        whole = self.totals[0]
        if not self.pipeline or self.pipeline[0][1] is None or whole.target is None:
            return 0
        return max(whole.target - whole.actual, 0)

    @property
    def newest(self) -> tuple[str, datetime] | None:
        """Of which office the newest report is, and when it came."""
        if not self._shown.heard:
            return None
        office, at = max(self._shown.heard.items(), key=lambda one: one[1])
        return title_of(self._shown.plan.find(f"office/{office}"), self._language, office), from_micros(at)

    @property
    def current(self) -> int:
        """How many offices were heard of lately."""
        since = self._shown.on - timedelta(days=CURRENT_DAYS)
        return sum(day_of(from_micros(at)) > since for at in self._shown.heard.values())
