"""The three sentences that a manager can repeat."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from babel.dates import format_date

from services.monitoring.reports.figures import Figures, SeriesFigures, Verdict
from services.monitoring.reports.months import month_in
from services.monitoring.reports.words import say
from services.monitoring.words.formats import Formats, Language

_TOTAL = "entries"
_MOST_NAMED = 3
_LONGEST = 56


def shortened(title: str) -> str:
    """Return *title* on one line, cut where it would take more than its place on a page."""
    line = " ".join(title.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


class Speaker:
    """Puts figures into one language."""

    def __init__(self, figures: Figures, language: Language) -> None:
        """Speak about *figures*."""
        self._figures = figures
        self.language: Language = language
        self.write = Formats(language)

    def say(self, key: str, **values: object) -> str:
        """Return the text *key* with *values* filled in."""
        return say(key, self.language, **values)

    def title(self, series: str) -> str:
        """Return the title of *series* in the language, on one line."""
        found = self._figures.find(series)
        title = (found.title.get(self.language) or found.title.get("de")) if found else None
        return " ".join((title or series).split())

    def short(self, series: str) -> str:
        """Return the title of *series*, cut where it would take more than its place on a page."""
        return shortened(self.title(series))

    def day(self, day: date | None) -> str:
        """Return *day*, or a dash for none."""
        return self.write.day(day) if day else self.say("hidden")

    def whole(self, number: float | None) -> str:
        """Return *number* in whole entries, or a dash for none."""
        return self.say("hidden") if number is None else self.write.whole(number)

    def month(self, month: str | None = None) -> str:
        """Return *month*, or that of the report: September 2026."""
        first = month_in(month or self._figures.month).first
        return format_date(first, "LLLL yyyy", locale="de_DE" if self.language == "de" else "en_GB")

    def interval(self, verdict: Verdict) -> str:
        """Return the 80 % interval of the year's end: 602-759."""
        return f"{self.write.whole(verdict.low)}\N{EN DASH}{self.write.whole(verdict.high)}"

    def chance(self, chance: float) -> str:
        """Return a *chance* as far as the day allows to tell it."""
        return self.write.chance(chance, self._figures.plan, self._figures.day)

    def sentences(self) -> list[str]:
        """Return where the total stands, where it will end, and where to look."""
        total = self._figures.find(_TOTAL)
        if total is None or total.actual is None:
            return [self.say("said-hidden"), self._where()]
        return [self._stand(total, total.actual), *self._end(total), self._where()]

    def _stand(self, total: SeriesFigures, actual: int) -> str:
        day, known = self.write.day(self._figures.day), self.write.whole(actual)
        if total.expected is None:
            return self.say("said-total-free", day=day, actual=known)
        coming = round(total.verdict.started) - actual if total.verdict else 0
        told = self.say("coming", n=self.write.whole(coming)) if coming > 0 else self.say("nothing-coming")
        gap = self.gap(actual - round(total.expected))
        expected = self.write.whole(total.expected)
        return self.say("said-total", day=day, actual=known, expected=expected, gap=gap, coming=told)

    def gap(self, gap: int) -> str:
        """Return *gap* in words; negative is too few."""
        if gap == 0:
            return self.say("as-planned")
        return self.say("too-few" if gap < 0 else "more", n=self.write.whole(abs(gap)))

    def _end(self, total: SeriesFigures) -> list[str]:
        verdict = total.verdict
        if verdict is None:
            return []
        if verdict.too_early:
            return [self.say("said-too-early")]
        figures = {"forecast": self.write.whole(verdict.forecast), "target": self.write.whole(total.target or 0)}
        chance = self.chance(verdict.chance)
        return [self.say("said-forecast", interval=self.interval(verdict), chance=chance, **figures)]

    def _where(self) -> str:
        alerts = self._alerts()
        parts = [*self._figures.of("sector"), *self._figures.of("office")]
        if all(one.deviation is None for one in parts):
            return self.say("said-alerts-alone", alerts=alerts)
        behind = [one for one in parts if round(one.deviation or 0) < 0]
        if not behind:
            return self.say("said-none-behind", alerts=alerts)
        worst = sorted(behind, key=lambda one: one.deviation or 0)[:_MOST_NAMED]
        named = [f"{self.short(one.id)} ({self.write.signed(one.deviation or 0)})" for one in worst]
        key = "said-behind-one" if len(named) == 1 else "said-behind"
        return self.say(key, series=self.listed(named), alerts=alerts)

    def _alerts(self) -> str:
        figures = self._figures
        new = self._number("new", len(figures.new_alerts))
        ended = self._number("resolved", len(figures.resolved_alerts))
        return self.say("said-alerts", new=new, resolved=ended, open=self._number("open", len(figures.open_alerts)))

    def _number(self, what: Literal["new", "resolved", "open"], number: int) -> str:
        key = {0: f"said-{what}-none", 1: f"said-{what}-one"}.get(number, f"said-{what}")
        return self.say(key, n=self.write.whole(number))

    def listed(self, names: Iterable[str]) -> str:
        """Return *names* as a list in a sentence."""
        *others, last = names
        return self.say("and").join([", ".join(others), last] if others else [last])

    def method(self) -> list[str]:
        """Return how it is judged, and what is known about the data, in sentences."""
        figures, method, quality = self._figures, self._figures.method, self._figures.quality
        wholes, parts = (self.write.probability(one) for one in (method.warning_wholes, method.warning_parts))
        origin = self.say(f"origin-{method.origin}", entries=self.write.whole(method.entries))
        measured = self.say("measured", day=self.day(method.measured_on)) if method.measured_on else ""
        return [
            self.say("method-text", wholes=wholes, parts=parts),
            self.say("calibration", version=method.calibration, origin=origin, measured=measured),
            self.say("provisional-from", day=self.write.day(quality.provisional_from)),
            self.say("plan-version", plan=figures.plan.id, version=figures.plan.version) + ".",
        ]
