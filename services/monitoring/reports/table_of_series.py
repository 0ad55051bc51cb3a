"""The table of all series, each with how it was judged."""

from services.monitoring.reports.figures import Figures, SeriesFigures, Verdict
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.tables import Cell, Form, Table, table_in

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
    ("h-data", "text"),
    ("h-missing", "number"),
)


def series_table(report: Report, speaker: Speaker) -> Table:
    """Return the figures and verdicts of all series."""
    rows = [
        (
            *(one.id, speaker.title(one.id), one.target, one.expected, one.actual, one.deviation),
            *_verdict(one.verdict, speaker),
            one.assumed,
            *((speaker.say("incomplete"), one.missing) if one.incomplete else (None, None)),
        )
        for one in _in_order(report.figures)
    ]
    return table_in("series", speaker.say("series"), speaker, _SERIES, rows)


def _verdict(verdict: Verdict | None, speaker: Speaker) -> tuple[Cell, ...]:
    if verdict is None:
        return (None,) * 8
    end = (verdict.forecast, verdict.low, verdict.high, verdict.chance)
    level = speaker.say(f"level-{verdict.level}")
    shown = (None,) * len(end) if verdict.too_early else end
    return (verdict.started, *shown, verdict.pace_probability, level, verdict.target_at_risk)


def _in_order(figures: Figures) -> list[SeriesFigures]:
    """Return all series: the wholes, the sectors with the largest gap first, the offices, and what the plan adds."""
    sectors, offices = figures.of("sector"), figures.of("office")
    wholes = [one for one in figures.series if one.id in {"entries", "employees"}]
    named = {one.id for one in (*wholes, *sectors, *offices)}
    return [*wholes, *sectors, *offices, *(one for one in figures.series if one.id not in named)]
