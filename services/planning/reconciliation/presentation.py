"""From the lines of a bridge to the answer."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.planning.answers import PlanName
from services.planning.domain.official_months import Span, calendar_month
from services.planning.domain.reconciliation import Line
from services.planning.reconciliation.answers import LineOfBridge, OfficialMonth, Reconciliation
from services.planning.reconciliation.reconciling import Asked
from services.planning.reconciliation.texts import phrase


def present_reconciliation(asked: Asked, measure: str, lines: Sequence[Line], language: str) -> Reconciliation:
    """Return the whole report; *measure* is the measure's name as it was asked for."""
    official = asked.calendar.span(asked.month)
    values = _values(asked, measure, official, language)
    return Reconciliation(
        plan=PlanName(id=asked.plan.id, version=asked.plan.version),
        series=asked.series,
        measure=measure,
        month=f"{asked.month:%Y-%m}",
        official_month=OfficialMonth(first=official.first, last=official.last, assumed=_day_is_assumed(asked)),
        known=asked.known,
        cut_off=asked.cut_off,
        final=asked.is_final,
        lines=[
            LineOfBridge(id=id_, kind=kind, title=phrase(id_, language, **values), entries=entries)
            for id_, kind, entries in _all_lines(asked, lines)
        ],
        assumptions=[phrase(key, language, **values) for key in _assumptions(asked, measure)],
    )


def _all_lines(asked: Asked, lines: Sequence[Line]) -> Iterator[tuple[str, str, int | None]]:
    """Yield the bridge, and the two lines that lead on to the official figure."""
    for line in lines:
        yield line.id, "sum" if line.is_sum else "difference", line.entries
    official = asked.figure.entries if asked.figure else None
    yield "unexplained", "difference", None if official is None else official - lines[-1].entries
    yield "official", "sum", official


def _assumptions(asked: Asked, measure: str) -> Iterator[str]:
    if _day_is_assumed(asked):
        yield "assumed-day"
    if not (asked.figure and asked.figure.as_of):
        yield "assumed-cut-off"
    if measure.startswith("residence"):
        yield "assumed-residence"
    if not asked.is_final:
        yield "not-final"
    if asked.figure is None:
        yield "no-official-figure"


def _day_is_assumed(asked: Asked) -> bool:
    return asked.month not in asked.calendar.reporting_days


def _values(asked: Asked, measure: str, official: Span, language: str) -> dict[str, str]:
    own = calendar_month(asked.month)
    return {
        "own": _span(own, language),
        "official": _span(official, language),
        "last": _day(official.last, language),
        "known": _day(asked.known_day, language),
        "cut_off": _day(asked.cut_off, language),
        "series": asked.series,
        "measure": measure,
    }


def _span(span: Span, language: str) -> str:
    return f"{_day(span.first, language)} – {_day(span.last, language)}"


def _day(day: date, language: str) -> str:
    return f"{day:%d.%m.%Y}" if language == "de" else day.isoformat()
