"""Which tables a report has, and what stands in them."""

from collections.abc import Callable

from services.monitoring.reports.figures import Figures
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.table_of_series import series_table
from services.monitoring.reports.tables import Cell, Form, Name, Table, status_of, table_in
from services.monitoring.words.formats import Language
from services.monitoring.words.phrases import SEVERITIES
from shared.clock import day_of


def tables_of(report: Report, language: Language) -> list[Table]:
    """Return every table of *report*."""
    speaker = Speaker(report.figures, language)
    makers: dict[Name, Callable[[Report, Speaker], Table]] = {
        "overview": _overview,
        "series": series_table,
        "months": _months,
        "course": _course,
        "alerts": _alerts,
        "offices": _feeds,
        "corrections": _corrections,
        "method": _method,
    }
    return [make(report, speaker) for make in makers.values()]


def _overview(report: Report, speaker: Speaker) -> Table:
    figures, closing, say = report.figures, report.closing, speaker.say
    rows: list[tuple[str, Cell]] = [
        (say("h-report"), speaker.month()),
        (say("h-status"), status_of(report, speaker)),
        (say("h-closing-day"), figures.day),
        (say("district"), figures.plan.district),
        (say("plan"), figures.plan.id),
        (say("version"), figures.plan.version),
        *(("", sentence) for sentence in speaker.sentences()),
        *_pipeline(figures, speaker),
        (say("hash"), report.sha256),
        (say("closed-on"), day_of(closing.at) if closing else None),
        (say("closed-by"), closing.who if closing else None),
    ]
    return table_in("overview", say("overview"), speaker, (("h-figure", "text"), ("h-value", "text")), rows)


def _pipeline(figures: Figures, speaker: Speaker) -> list[tuple[str, Cell]]:
    found, say = figures.pipeline, speaker.say
    if found is None:
        return [(say("announced"), say("planning-away-short"))] if figures.planning_away else []
    return [
        (say("announced"), found.announced),
        (say("overdue"), found.overdue),
        (say("vouchers"), found.vouchers_open),
        (say("expiring"), found.expiring_30d),
    ]


def _months(report: Report, speaker: Speaker) -> Table:
    columns: tuple[tuple[str, Form], ...] = (
        ("h-id", "text"),
        ("h-title", "text"),
        ("h-month", "whole"),
        ("h-target", "whole"),
        ("h-expected", "number"),
        ("h-actual", "whole"),
        ("h-provisional", "flag"),
    )
    rows = [
        (one.series, speaker.title(one.series), one.month, one.target, one.expected, one.actual, one.provisional)
        for one in report.figures.months
    ]
    return table_in("months", speaker.say("months"), speaker, columns, rows)


def _course(report: Report, speaker: Speaker) -> Table:
    columns: tuple[tuple[str, Form], ...] = (
        ("h-day", "day"),
        ("h-planned", "number"),
        ("h-corridor-low", "number"),
        ("h-corridor-high", "number"),
        ("h-actual", "whole"),
        ("h-forecast", "number"),
        ("h-low", "number"),
        ("h-high", "number"),
    )
    rows = [
        (
            *(one.day, one.planned, one.low, one.high, one.actual),
            *(one.forecast, one.forecast_low, one.forecast_high),
        )
        for one in report.figures.curve
    ]
    return table_in("course", speaker.say("course"), speaker, columns, rows)


def _alerts(report: Report, speaker: Speaker) -> Table:
    columns: tuple[tuple[str, Form], ...] = (
        ("h-id", "text"),
        ("h-title", "text"),
        ("h-kind", "text"),
        ("h-since", "day"),
        ("h-new", "flag"),
        ("h-resolved", "day"),
        ("h-cause", "text"),
    )
    rows = [
        (
            *(one.series, speaker.title(one.series), SEVERITIES[speaker.language][one.severity]),
            *(one.since, one.new, one.resolved_on, speaker.say(f"cause-{one.cause}") if one.cause else None),
        )
        for one in report.figures.alerts
    ]
    return table_in("alerts", speaker.say("alerts"), speaker, columns, rows)


def _feeds(report: Report, speaker: Speaker) -> Table:
    columns: tuple[tuple[str, Form], ...] = (
        ("h-office", "text"),
        ("h-title", "text"),
        ("h-by-files", "flag"),
        ("h-last-change", "day"),
    )
    rows = [(one.office, one.title, one.by_files, one.last_change) for one in report.figures.quality.feeds]
    return table_in("offices", speaker.say("quality"), speaker, columns, rows)


def _corrections(report: Report, speaker: Speaker) -> Table:
    columns: tuple[tuple[str, Form], ...] = (
        ("h-id", "text"),
        ("h-title", "text"),
        ("h-month", "whole"),
        ("h-before", "whole"),
        ("h-now", "whole"),
        ("h-difference", "signed"),
    )
    rows = [
        (one.series, speaker.title(one.series), one.month, one.before, one.now, one.now - one.before)
        for one in report.figures.quality.corrections
    ]
    return table_in("corrections", speaker.say("corrections-short"), speaker, columns, rows)


def _method(_: Report, speaker: Speaker) -> Table:
    rows = [(line,) for line in speaker.method()]
    return table_in("method", speaker.say("method-sheet"), speaker, (("method", "text"),), rows)
