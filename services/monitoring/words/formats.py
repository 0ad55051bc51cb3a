"""Figures, chances and days as people write them in German and English."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from services.monitoring.domain.evaluation import Evaluation
from shared.clock import BERLIN

Language = Literal["de", "en"]
_MINUS = "\N{MINUS SIGN}"
_EARLY = 0.05
"""Before 1 July only below, above and between are said: early small chances are too pessimistic in good years."""


class OfYear(Protocol):
    """A plan, as far as it is told whether a day is early in its year."""

    @property
    def year(self) -> int:
        """The plan's year."""
        ...


_SURE = 0.01
_TINY = 0.001
_SMALL = 0.1


@dataclass(frozen=True, slots=True)
class Formats:
    """How one language writes."""

    language: Language

    @property
    def _locale(self) -> str:
        return "de_DE" if self.language == "de" else "en_GB"

    def whole(self, number: float) -> str:
        """Return *number* in whole entries: 1.234."""
        return format_decimal(round(number), format="#,##0", locale=self._locale).replace("-", _MINUS)

    def signed(self, number: float) -> str:
        """Return *number* in whole entries with its sign: +12, -57."""
        return ("+" if round(number) > 0 else "") + self.whole(number)

    def tenths(self, number: float) -> str:
        """Return *number* with one decimal: 16,9."""
        return format_decimal(number, format="#,##0.0", locale=self._locale)

    def day(self, day: date) -> str:
        """Return *day*: 05.03.2026."""
        return format_date(day, "dd.MM.yyyy" if self.language == "de" else "d MMM yyyy", locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Return *moment* in Berlin: 05.03.2026, 14:30."""
        form = "dd.MM.yyyy, HH:mm" if self.language == "de" else "d MMM yyyy, HH:mm"
        return format_datetime(moment.astimezone(BERLIN), form, locale=self._locale)

    def month(self, month: int, *, long: bool = False) -> str:
        """Return a month's name, short or *long*: Mär, März."""
        return format_date(date(2000, month, 1), "LLLL" if long else "LLL", locale=self._locale).rstrip(".")

    def exact(self, number: float, digits: int = 4) -> str:
        """Return *number* with all its *digits*: 1.234,5000."""
        return format_decimal(number, format="#,##0." + "0" * digits, locale=self._locale).replace("-", _MINUS)

    def percent(self, share: float) -> str:
        """Return *share* in whole percent: 86 %."""
        return self._percent(share, "0")

    def probability(self, p: float) -> str:
        """Return *p* in percent, with a decimal when small: 1,3 %."""
        if p < _TINY:
            return f"{self._below}\N{NO-BREAK SPACE}{self._percent(_TINY, '0.0')}"
        return self._percent(p, "0.0" if p < _SMALL else "0")

    def chance(self, chance: float, plan: OfYear, day: date) -> str:
        """Return a *chance* as far as *day* allows to tell it."""
        early = day < date(plan.year, 7, 1)
        limit = _EARLY if early else _SURE
        if chance < limit:
            return f"{self._below}\N{NO-BREAK SPACE}{self.percent(limit)}"
        if chance > 1 - limit:
            return f"{self._above}\N{NO-BREAK SPACE}{self.percent(1 - limit)}"
        if early:
            return f"{self.whole(_EARLY * 100)}\N{EN DASH}{self.percent(1 - _EARLY)}"
        return self.percent(chance)

    def interval(self, evaluation: Evaluation) -> str:
        """Return the 80 % interval of the year's end: 602-759."""
        return f"{self.whole(evaluation.low)}\N{EN DASH}{self.whole(evaluation.high)}"

    def _percent(self, share: float, digits: str) -> str:
        form = f"{digits}\N{NO-BREAK SPACE}%" if self.language == "de" else f"{digits}%"
        return format_percent(share, form, locale=self._locale)

    @property
    def _below(self) -> str:
        return "unter" if self.language == "de" else "below"

    @property
    def _above(self) -> str:
        return "über" if self.language == "de" else "above"
