"""What stands on the two pages of the PDF, as plain text and shares of lengths."""

from typing import Any

from services.monitoring.phrases import SEVERITIES
from services.monitoring.reports.figures import AlertFigures, Figures
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.pdf_chart import chart_of, months_chart
from services.monitoring.reports.pdf_rows import office_rows, sector_rows
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.tables import status_of
from shared.clock import day_of

_ALERTS_SHOWN = 7
_CORRECTIONS_SHOWN = 6
_HASH_SHOWN = 16
_TOTAL, _EMPLOYEES = "entries", "employees"
_LABELS = (
    *("key-figures", "statement", "chart-title", "chart-none", "legend-actual", "legend-plan", "legend-corridor"),
    *("legend-forecast", "sectors", "sectors-hidden", "bars-note", "assumption-note", "months", "months-none"),
    *("months-note", "offices", "alerts", "alerts-none", "quality", "corrections", "method", "h-sector", "h-target"),
    *("h-expected-short", "h-actual", "h-deviation-short", "h-forecast", "h-level", "h-office", "h-last-change"),
)


def text_of(report: Report, speaker: Speaker) -> dict[str, Any]:
    """Return everything that the pages say."""
    figures, write = report.figures, speaker.write
    return {
        "language": speaker.language,
        "title": speaker.say("title", month=speaker.month(), district=" ".join(figures.plan.district.split())),
        "as-of": speaker.say("as-of", year=figures.plan.year, day=write.day(figures.day)),
        "provisional": report.closing is None,
        "status": status_of(report, speaker),
        "status-note": status_note(report, speaker),
        "tiles": [
            _series_tile("total", figures, _TOTAL, speaker),
            _series_tile("employees", figures, _EMPLOYEES, speaker),
            _forecast_tile(figures, speaker),
            _alerts_tile(figures, speaker),
        ],
        "sentences": speaker.sentences(),
        "chart": chart_of(figures, speaker),
        "sectors": sector_rows(figures, speaker),
        "months": months_chart(figures, speaker),
        "offices": office_rows(figures, speaker),
        "assumed": any(one.assumed for one in figures.of("sector")),
        "alerts": [_alert(one, speaker) for one in _shown_alerts(figures)],
        "more-alerts": _more_alerts(figures, speaker),
        "quality": quality_of(figures, speaker),
        "corrections-said": corrections_of(figures, speaker),
        "method-said": speaker.method()[:2],
        "plan-version": speaker.method()[-1],
        "labels": {key: speaker.say(key) for key in _LABELS},
        "page": speaker.say("page", n="{n}", all="{all}"),
    }


def status_note(report: Report, speaker: Speaker) -> str:
    """Return in a sentence whether the figures may still change."""
    if closing := report.closing:
        return speaker.say("final-note", day=speaker.write.day(day_of(closing.at)), hash=report.sha256[:_HASH_SHOWN])
    return speaker.say("provisional-note" if report.figures.over else "running-note")


def _series_tile(key: str, figures: Figures, series: str, speaker: Speaker) -> dict[str, Any]:
    found, write = figures.find(series), speaker.write
    if found is None or found.actual is None:
        return _tile(speaker.say(key), speaker.say("hidden"), "")
    if found.expected is None:
        return _tile(speaker.say(key), write.whole(found.actual), speaker.say("counted"))
    gap = found.actual - round(found.expected)
    note = speaker.say("of-expected", expected=write.whole(found.expected), deviation=write.signed(gap))
    return _tile(speaker.say(key), write.whole(found.actual), note, gap)


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
    return _tile(head, write.whole(verdict.forecast), note, round(verdict.forecast) - (total.target or 0))


def _alerts_tile(figures: Figures, speaker: Speaker) -> dict[str, Any]:
    numbers = (len(one) for one in (figures.open_alerts, figures.new_alerts, figures.resolved_alerts))
    standing, new, resolved = (speaker.write.whole(one) for one in numbers)
    return _tile(speaker.say("open-alerts"), standing, speaker.say("new-and-resolved", new=new, resolved=resolved))


def _tile(head: str, figure: str, note: str, gap: int = 0) -> dict[str, Any]:
    return {"head": head, "figure": figure, "note": note, "behind": gap < 0}


def _shown_alerts(figures: Figures) -> list[AlertFigures]:
    """Return the alerts of the month: new ones first, then those that ended, then those that still stand."""
    ordered = sorted(figures.alerts, key=lambda one: (not one.new, one.resolved_on is None, one.since))
    return ordered[:_ALERTS_SHOWN]


def _more_alerts(figures: Figures, speaker: Speaker) -> str:
    left = len(figures.alerts) - _ALERTS_SHOWN
    return speaker.say("more-alerts", n=speaker.write.whole(left)) if left > 0 else ""


def _alert(alert: AlertFigures, speaker: Speaker) -> dict[str, str]:
    since = speaker.say("since", day=speaker.write.day(alert.since))
    state = speaker.say("standing")
    if alert.resolved_on:
        day = speaker.write.day(alert.resolved_on)
        cause = speaker.say(f"cause-{alert.cause}") if alert.cause else ""
        state = speaker.say("because", day=day, cause=cause) if cause else speaker.say("ended", day=day)
    return {
        "word": SEVERITIES[speaker.language][alert.severity],
        "severity": alert.severity,
        "title": speaker.title(alert.series),
        "since": f"{since}, {speaker.say('new')}" if alert.new else since,
        "state": state,
    }


def quality_of(figures: Figures, speaker: Speaker) -> list[str]:
    """Return what is to be known about the data, in sentences."""
    said = speaker.say("provisional-from", day=speaker.write.day(figures.quality.provisional_from))
    return [said, *pipeline_of(figures, speaker)]


def pipeline_of(figures: Figures, speaker: Speaker) -> list[str]:
    """Return what is announced, or that planning did not say."""
    if figures.planning_away:
        return [speaker.say("planning-away")]
    if (found := figures.pipeline) is None:
        return []
    shown = (found.announced, found.overdue, found.vouchers_open, found.expiring_30d)
    announced, overdue, vouchers, expiring = (speaker.whole(one) for one in shown)
    said = {"announced": announced, "overdue": overdue, "vouchers": vouchers, "expiring": expiring}
    return [speaker.say("pipeline-said", **said)]


def corrections_of(figures: Figures, speaker: Speaker) -> str:
    """Return what changed in months that were closed before, in a sentence."""
    quality = figures.quality
    if quality.compared_with is None:
        return speaker.say("corrections-unknown")
    month = speaker.month(quality.compared_with)
    if not quality.corrections:
        return speaker.say("corrections-none", month=month)
    whole = [one for one in quality.corrections if one.series == _TOTAL]
    if not whole:
        return speaker.say("corrections-parts", n=speaker.write.whole(len(quality.corrections)))
    told = [
        speaker.say(
            "correction",
            month=speaker.month(f"{figures.plan.year}-{one.month:02}"),
            before=speaker.write.whole(one.before),
            now=speaker.write.whole(one.now),
            difference=speaker.write.signed(one.now - one.before),
        )
        for one in whole
    ]
    return speaker.say("corrections-said", month=month, corrections="; ".join(told))
