"""What stands on the two pages of the PDF, as plain text and shares of lengths."""

from typing import Any

from services.monitoring.reports.figures import AlertFigures, Figures
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.notes import corrections_of, quality_of, status_note
from services.monitoring.reports.pdf_chart import chart_of, months_chart
from services.monitoring.reports.pdf_rows import office_rows, sector_rows
from services.monitoring.reports.pdf_tiles import tiles
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.tables import status_of
from services.monitoring.words.phrases import SEVERITIES

_ALERTS_SHOWN = 5
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
        "tiles": tiles(figures, speaker),
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
        "title": speaker.short(alert.series),
        "since": f"{since}, {speaker.say('new')}" if alert.new else since,
        "state": state,
    }
