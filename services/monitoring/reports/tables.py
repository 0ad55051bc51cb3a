"""The figures as tables: what XLSX shows as sheets and CSV as lines, each cell still a figure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from services.monitoring.formats import Language
from services.monitoring.phrases import SEVERITIES
from services.monitoring.reports.figures import Figures, SeriesFigures, Verdict
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker
from shared.clock import day_of

Cell = str | int | float | date | bool | None
Form = Literal["text", "whole", "number", "signed", "share", "day", "flag"]
"""How a column is written; ``signed`` is a deviation, which has a sign."""

Name = Literal["overview", "series", "months", "course", "alerts", "offices", "corrections", "method"]
NAMES: tuple[Name, ...] = get_args(Name)


@dataclass(frozen=True, slots=True)
class Column:
    """A column and how its cells are written."""

    heading: str
    form: Form


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures in one language; a cell without a figure is None."""

    name: Name
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(report: Report, language: Language) -> list[Table]:
    """Return every table of *report*."""
    speaker = Speaker(report.figures, language)
    makers: dict[Name, Callable[[Report, Speaker], Table]] = {
        "overview": _overview,
        "series": _series,
        "months": _months,
        "course": _course,
        "alerts": _alerts,
        "offices": _feeds,
        "corrections": _corrections,
        "method": _method,
    }
    return [make(report, speaker) for make in makers.values()]


def status_of(report: Report, speaker: Speaker) -> str:
    """Return whether the figures may still change."""
    return speaker.say("final" if report.closing else "provisional")


def in_order(figures: Figures) -> list[SeriesFigures]:
    """Return all series: the wholes, the sectors with the largest gap first, the offices, and what the plan adds."""
    sectors, offices = figures.of("sector"), figures.of("office")
    wholes = [one for one in figures.series if one.id in {"entries", "employees"}]
    named = {one.id for one in (*wholes, *sectors, *offices)}
    return [*wholes, *sectors, *offices, *(one for one in figures.series if one.id not in named)]


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
    return _table("overview", say("overview"), speaker, (("h-figure", "text"), ("h-value", "text")), rows)


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


_SERIES: tuple[tuple[str, Form], ...] = (
    ("h-id", "text"),
    ("h-title", "text"),
    ("h-target", "whole"),
    ("h-expected", "number"),
    ("h-actual", "whole"),
    ("h-deviation", "signed"),
    ("h-started", "number"),
    ("h-forecast", "number"),
    ("h-low", "whole"),
    ("h-high", "whole"),
    ("h-chance", "share"),
    ("h-pace", "share"),
    ("h-level", "text"),
    ("h-at-risk", "flag"),
    ("h-assumed", "flag"),
)


def _series(report: Report, speaker: Speaker) -> Table:
    rows = [
        (
            *(one.id, speaker.title(one.id), one.target, one.expected, one.actual, one.deviation),
            *_verdict(one.verdict, speaker),
            one.assumed,
        )
        for one in in_order(report.figures)
    ]
    return _table("series", speaker.say("series"), speaker, _SERIES, rows)


def _verdict(verdict: Verdict | None, speaker: Speaker) -> tuple[Cell, ...]:
    if verdict is None:
        return (None,) * 8
    end = (verdict.forecast, verdict.low, verdict.high, verdict.chance)
    level = speaker.say(f"level-{verdict.level}")
    shown = (None,) * len(end) if verdict.too_early else end
    return (verdict.started, *shown, verdict.pace_probability, level, verdict.target_at_risk)


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
    return _table("months", speaker.say("months"), speaker, columns, rows)


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
    return _table("course", speaker.say("course"), speaker, columns, rows)


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
    return _table("alerts", speaker.say("alerts"), speaker, columns, rows)


def _feeds(report: Report, speaker: Speaker) -> Table:
    columns: tuple[tuple[str, Form], ...] = (
        ("h-office", "text"),
        ("h-title", "text"),
        ("h-by-files", "flag"),
        ("h-last-change", "day"),
    )
    rows = [(one.office, one.title, one.by_files, one.last_change) for one in report.figures.quality.feeds]
    return _table("offices", speaker.say("quality"), speaker, columns, rows)


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
    return _table("corrections", speaker.say("corrections-short"), speaker, columns, rows)


def _method(_: Report, speaker: Speaker) -> Table:
    rows = [(line,) for line in speaker.method()]
    return _table("method", speaker.say("method-sheet"), speaker, (("method", "text"),), rows)


def _table(
    name: Name, title: str, speaker: Speaker, columns: Iterable[tuple[str, Form]], rows: Iterable[tuple[Cell, ...]]
) -> Table:
    return Table(name, title, tuple(Column(speaker.say(key), form) for key, form in columns), tuple(rows))
