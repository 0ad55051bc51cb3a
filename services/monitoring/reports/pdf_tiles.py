"""The four figures of the first page."""

from typing import Any

from services.monitoring.reports.figures import Figures, SeriesFigures
from services.monitoring.reports.sentences import INCOMPLETE, Speaker

_TOTAL, _EMPLOYEES = "entries", "employees"


def tiles(figures: Figures, speaker: Speaker) -> list[dict[str, Any]]:
    """Return the total, the employees, the forecast of the year's end, and the alerts."""
    return [
        _series_tile("total", figures, _TOTAL, speaker),
        _series_tile("employees", figures, _EMPLOYEES, speaker),
        _forecast_tile(figures, speaker),
        _alerts_tile(figures, speaker),
    ]


def _series_tile(key: str, figures: Figures, series: str, speaker: Speaker) -> dict[str, Any]:
    found, write = figures.find(series), speaker.write
    if found is None or found.actual is None:
        return _tile(speaker.say(key), speaker.say("hidden"), "")
    if found.expected is None:
        return _tile(speaker.say(key), _marked(write.whole(found.actual), found), speaker.say("counted"))
    note = speaker.say("of-expected", expected=write.whole(found.expected), deviation=write.signed(found.gap or 0))
    return _tile(speaker.say(key), _marked(write.whole(found.actual), found), note, behind=found.behind)


def _forecast_tile(figures: Figures, speaker: Speaker) -> dict[str, Any]:
    total = figures.find(_TOTAL)
    head, write = speaker.say("year-end"), speaker.write
    if total is None or total.verdict is None:
        return _tile(head, speaker.say("hidden"), speaker.say("not-judged"))
    verdict = total.verdict
    if verdict.too_early:
        return _tile(head, speaker.say("hidden"), speaker.say("too-early"))
    target, chance = write.whole(total.target or 0), speaker.chance(verdict.chance)
    note = speaker.say("interval", interval=speaker.interval(verdict), target=target, chance=chance)
    behind = round(verdict.forecast + total.missing) < (total.target or 0)
    return _tile(head, _marked(write.whole(verdict.forecast), total), note, behind=behind)


def _alerts_tile(figures: Figures, speaker: Speaker) -> dict[str, Any]:
    numbers = (len(one) for one in (figures.open_alerts, figures.new_alerts, figures.resolved_alerts))
    standing, new, resolved = (speaker.write.whole(one) for one in numbers)
    return _tile(speaker.say("open-alerts"), standing, speaker.say("new-and-resolved", new=new, resolved=resolved))


def _marked(figure: str, series: SeriesFigures) -> str:
    return f"{figure}{INCOMPLETE}" if series.incomplete else figure


def _tile(head: str, figure: str, note: str, *, behind: bool = False) -> dict[str, Any]:
    return {"head": head, "figure": figure, "note": note, "behind": behind}
