"""The corridor chart in shares of its frame: x from 1 January to 31 December, y from 0 to its top."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date

from services.monitoring.reports.figures import CurvePoint, Figures, MonthFigures
from services.monitoring.reports.sentences import Speaker

_STEPS = (1, 2, 5)
_TICKS = 5
_APART = 0.045
"""Labels at the right end keep this distance: a line of text, in shares of the frame's height."""

Point = tuple[float, float]


def chart_of(figures: Figures, speaker: Speaker) -> dict[str, Any] | None:
    """Return the lines and areas of the chart with its labels, or None while the total is not judged."""
    points = figures.curve
    if not points:
        return None
    highest = max(max(one.high, one.forecast_high or 0.0, one.actual or 0.0) for one in points)
    step = _step(highest)
    top = step * (int(highest / step) + 1)
    frame = _Frame(points[0].day, points[-1].day, top)
    ahead = [one for one in points if one.forecast is not None]
    known = [one for one in points if one.actual is not None]
    return {
        "alt": _alt(figures, speaker),
        "corridor": frame.area([(one.day, one.low, one.high) for one in points]),
        "planned": frame.line((one.day, one.planned) for one in points),
        "actual": frame.line((one.day, one.actual) for one in known),
        "fan": frame.area([(one.day, one.forecast_low, one.forecast_high) for one in ahead]),
        "forecast": frame.line((one.day, one.begun if one.forecast is None else one.forecast) for one in points),
        "today": frame.x(figures.day),
        "today-label": speaker.write.day(figures.day),
        "ticks": [(value / top, speaker.write.whole(value)) for value in range(0, top + 1, step)],
        "months": [_month(frame, figures.plan.year, month, speaker) for month in range(1, 13)],
        "ends": _spread(_ends(points, known, ahead, top, speaker)),
    }


def months_chart(figures: Figures, speaker: Speaker) -> dict[str, Any] | None:
    """Return what each month owes and has of the total, in shares of the largest; None where that is not shown."""
    months = [one for one in figures.months if one.series == "entries"]
    if not months:
        return None
    most = max((max(one.target or 0, one.actual or 0) for one in months), default=0) or 1
    begun = int(figures.month[-2:])
    return {
        "alt": speaker.say("months-alt", months=", ".join(_said(one, speaker) for one in months if one.month <= begun)),
        "bars": [
            {
                "target": (one.target or 0) / most,
                "actual": (one.actual or 0) / most,
                "label": speaker.write.whole(one.actual or 0) if one.month <= begun else "",
                "month": month_name(figures.plan.year, one.month, speaker)[:1],
            }
            for one in months
        ],
    }


def _said(month: MonthFigures, speaker: Speaker) -> str:
    target, actual = speaker.write.whole(month.target or 0), speaker.write.whole(month.actual or 0)
    return f"{month.month}: {actual}/{target}"


def month_name(year: int, month: int, speaker: Speaker) -> str:
    """Return a month's name in short: Sep."""
    locale = "de_DE" if speaker.language == "de" else "en_GB"
    return format_date(date(year, month, 1), "LLL", locale=locale).rstrip(".")


class _Frame:
    def __init__(self, first: date, last: date, top: int) -> None:
        self._first, self._days, self._top = first, (last - first).days, top

    def x(self, day: date) -> float:
        return (day - self._first).days / self._days

    def line(self, points: Iterable[tuple[date, float | None]]) -> list[Point]:
        return [(self.x(day), value / self._top) for day, value in points if value is not None]

    def area(self, spans: Sequence[tuple[date, float | None, float | None]]) -> list[Point]:
        upper = self.line((day, high) for day, _, high in spans)
        return upper + self.line((day, low) for day, low, _ in spans)[::-1]


def _step(highest: float) -> int:
    """Return a round distance of ticks, so that about five of them reach *highest*."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * _TICKS >= highest:
                return step * power
        power *= 10


def _month(frame: _Frame, year: int, month: int, speaker: Speaker) -> tuple[float, float, str]:
    """Return where a month begins, where its name stands, and its name."""
    begin, middle = date(year, month, 1), date(year, month, 15)
    return frame.x(begin), frame.x(middle), month_name(year, month, speaker)


def _ends(
    points: Sequence[CurvePoint], known: Sequence[CurvePoint], ahead: Sequence[CurvePoint], top: int, speaker: Speaker
) -> list[tuple[float, str, str]]:
    """Return the labels at the lines' ends: where, which line, and what."""
    plan = points[-1].planned
    found = [(plan / top, "plan", f"{speaker.say('legend-plan')} {speaker.write.whole(plan)}")]
    if ahead and (forecast := ahead[-1].forecast) is not None and len(ahead) > 1:
        found.append((forecast / top, "forecast", f"{speaker.say('h-forecast')} {speaker.write.whole(forecast)}"))
    elif known:
        actual = known[-1].actual or 0
        found.append((actual / top, "actual", f"{speaker.say('legend-actual')} {speaker.write.whole(actual)}"))
    return found


def _spread(labels: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Return *labels* moved apart where they would cover each other."""
    placed: list[tuple[float, str, str]] = []
    for y, line, text in sorted(labels):
        low = placed[-1][0] + _APART if placed else 0.0
        placed.append((max(y, low), line, text))
    return placed


def _alt(figures: Figures, speaker: Speaker) -> str:
    total, write = figures.find("entries"), speaker.write
    last = figures.curve[-1]
    return speaker.say(
        "chart-alt",
        year=figures.plan.year,
        day=write.day(figures.day),
        expected=speaker.whole(total.expected if total else None),
        actual=speaker.whole(total.actual if total else None),
        target=write.whole(last.planned),
        outlook=" ".join(speaker.sentences()[1:2]),
    )
