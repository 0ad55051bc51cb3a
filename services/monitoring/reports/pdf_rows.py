"""The rows of the PDF's table of sectors, each with its bar in shares of the widest one."""

from collections.abc import Sequence
from typing import Any

from services.monitoring.domain.alerts import Level, Severity
from services.monitoring.reports.figures import Figures, SeriesFigures
from services.monitoring.reports.sentences import INCOMPLETE, Speaker, shortened

_SECTORS_SHOWN, _OFFICES_SHOWN = 12, 5


def sector_rows(figures: Figures, speaker: Speaker) -> list[dict[str, Any]]:
    """Return the sectors, the largest gap first; what does not fit is in the workbook."""
    sectors = figures.of("sector")[:_SECTORS_SHOWN]
    widest = max((_length(one) for one in sectors), default=0.0)
    gaps = [one.gap or 0 for one in sectors]
    return [_row(one, widest or 1.0, speaker) | _variance(one, gaps) for one in sectors]


def office_rows(figures: Figures, speaker: Speaker) -> list[dict[str, str]]:
    """Return the offices with what is counted for them, and when that changed last; the first ones, as of sectors."""
    rows = []
    for feed in figures.quality.feeds[:_OFFICES_SHOWN]:
        found = figures.find(f"office/{feed.office}")
        actual = speaker.whole(found.actual if found else None)
        heard = speaker.write.day(feed.last_change) if feed.last_change else speaker.say("nothing-heard")
        title = shortened(feed.title) + (INCOMPLETE if feed.silence else "")
        rows.append({"title": title, "actual": actual, "last-change": heard})
    return rows


def _length(series: SeriesFigures) -> float:
    forecast = series.verdict.forecast if series.verdict else 0.0
    return max(series.target or 0, series.actual or 0, forecast)


def _variance(series: SeriesFigures, gaps: Sequence[int]) -> dict[str, dict[str, float]]:
    """Return from where to where the bar of a deviation goes, in shares of the space that all of *gaps* take."""
    least = min(0, *gaps)
    space, gap = (max(0, *gaps) - least) or 1, series.gap or 0
    return {"variance": {"axis": -least / space, "from": (min(gap, 0) - least) / space, "length": abs(gap) / space}}


def _row(series: SeriesFigures, widest: float, speaker: Speaker) -> dict[str, Any]:
    verdict, write, hidden = series.verdict, speaker.write, speaker.say("hidden")
    forecast = verdict if verdict and not verdict.too_early else None
    # "und -strategie": a line must not end with the hyphen.
    title = speaker.short(series.id).replace(" -", " \N{NON-BREAKING HYPHEN}")
    title += "*" * series.assumed + INCOMPLETE * series.incomplete
    cells = {
        "target": speaker.whole(series.target),
        "expected": speaker.whole(series.expected),
        "actual": speaker.whole(series.actual),
        "deviation": hidden if series.gap is None else write.signed(series.gap),
        "forecast": write.whole(forecast.forecast) if forecast else hidden,
        "interval": speaker.interval(forecast) if forecast else hidden,
    }
    return {
        "title": title,
        **cells,
        "behind": series.behind,
        "level": _mark(series),
        "level-word": _level(series, speaker),
        "bar": {
            "target": (series.target or 0) / widest,
            "actual": (series.actual or 0) / widest,
            "expected": (series.expected or 0) / widest,
            "forecast": forecast.forecast / widest if forecast else 0,
            "alt": speaker.say("bar-alt", series=speaker.title(series.id), **_alt(cells)),
        },
    }


def _alt(cells: dict[str, str]) -> dict[str, str]:
    return {name: cells[name] for name in ("actual", "expected", "target", "forecast")}


def _level(series: SeriesFigures, speaker: Speaker) -> str:
    if series.verdict is None:
        return speaker.say("not-judged")
    words = [speaker.say(f"level-{series.verdict.level}")] if series.verdict.level is not Level.NONE else []
    words += [speaker.say("at-risk")] if series.verdict.target_at_risk else []
    return ", ".join(words) or speaker.say("level-none")


def _mark(series: SeriesFigures) -> str:
    """Return whose colour the mark has: that of the level, or of the flag where the level says nothing."""
    if series.verdict is None:
        return Level.NONE
    at_risk = series.verdict.target_at_risk and series.verdict.level in {Level.NONE, Level.WATCH}
    return Severity.TARGET_AT_RISK if at_risk else series.verdict.level
