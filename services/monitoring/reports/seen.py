"""What of a report somebody sees: the district everything, an office the whole and its own, a person their series.

Offices see no cell of one or two entries of others, and nothing from which one would follow. Sectors are left out
for them: a sector minus the office's own part in it would tell of the others (:mod:`services.monitoring.visibility`).
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from fnmatch import fnmatchcase

from services.monitoring.reports.figures import CurvePoint, Figures, MonthFigures, SeriesFigures
from services.monitoring.reports.frozen import Report
from shared.keys import Caller
from shared.privacy import SMALL

_TOTAL = "entries"
_WHOLES = (_TOTAL, "employees")
_OFFICE = "office/"


def report_for(caller: Caller | None, report: Report) -> Report:
    """Return what *caller* sees of *report*; None is somebody at this machine, who sees everything."""
    if caller is None or caller.office is None:
        return report
    return replace(report, figures=as_offices(report.figures, [caller.office]))


def as_offices(figures: Figures, offices: Collection[str]) -> Figures:
    """Return what those see to whom these *offices* are their own."""
    own = {f"{_OFFICE}{office}" for office in offices}
    seen = _only(figures, lambda series: series in _WHOLES or series in own)
    quality = replace(
        seen.quality,
        feeds=tuple(one for one in seen.quality.feeds if one.office in offices),
        # The whole, told twice, could differ by somebody's single entry.
        corrections=tuple(one for one in seen.quality.corrections if one.series in own),
    )
    return replace(
        seen,
        quality=quality,
        series=tuple(one if one.id in own else _unless_small(one, _part(figures, own)) for one in seen.series),
        months=_months(seen.months, own),
        curve=tuple(_point(one) for one in seen.curve),
        pipeline=None,
        planning_away=False,
    )


def as_reader(figures: Figures, patterns: Collection[str]) -> Figures:
    """Return what somebody sees who is told about the series that *patterns* name: these and the wholes.

    Who is told about single offices only sees what these offices see.
    """
    offices = [pattern.removeprefix(_OFFICE) for pattern in patterns if pattern.startswith(_OFFICE)]
    if len(offices) == len(patterns) and not any("*" in office for office in offices):
        return as_offices(figures, offices)
    return _only(figures, lambda series: series in _WHOLES or matches(series, patterns))


def matches(series: str, patterns: Collection[str]) -> bool:
    """Say whether *series* is one of those that *patterns* name."""
    return any(fnmatchcase(series, pattern) for pattern in patterns)


def _only(figures: Figures, shown: Callable[[str], bool]) -> Figures:
    quality = figures.quality
    return replace(
        figures,
        series=tuple(one for one in figures.series if shown(one.id)),
        months=tuple(one for one in figures.months if shown(one.series)),
        alerts=tuple(one for one in figures.alerts if shown(one.series)),
        quality=replace(quality, corrections=tuple(one for one in quality.corrections if shown(one.series))),
    )


def _part(figures: Figures, own: Collection[str]) -> int:
    """Return how many entries of the total are the reader's own."""
    return sum(one.actual or 0 for one in figures.series if one.id in own)


def _unless_small(series: SeriesFigures, own: int) -> SeriesFigures:
    """Return *series* without what is counted where that, or what the others have in the total, is small."""
    actual = series.actual or 0
    if actual in SMALL or (series.id == _TOTAL and actual - own in SMALL):
        return replace(series, actual=None, deviation=None, verdict=None, missing=0.0)
    return series


def _point(point: CurvePoint) -> CurvePoint:
    return replace(point, actual=None) if point.actual in SMALL else point


def _months(months: tuple[MonthFigures, ...], own: Collection[str]) -> tuple[MonthFigures, ...]:
    """Return the months of the reader's own, and those of the total unless the others have a small part of one."""
    others = dict.fromkeys(range(1, 13), 0)
    for one in months:
        others[one.month] += (one.actual or 0) * (one.series == _TOTAL) - (one.actual or 0) * (one.series in own)
    safe = not any(n in SMALL for n in others.values())
    return tuple(one for one in months if one.series in own or (safe and one.series == _TOTAL))
