"""Builders of reports for the tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from services.monitoring.domain.alerts import Cause, Kind, Level, Severity
from services.monitoring.domain.silence import FeedDay
from services.monitoring.reports.figures import (
    AlertFigures,
    Correction,
    CurvePoint,
    FeedFigures,
    Figures,
    Method,
    MonthFigures,
    Pipeline,
    PlanFigures,
    Quality,
    SeriesFigures,
    Verdict,
)
from services.monitoring.reports.frozen import Closing, Report, canonical, hash_of

CLOSED = Closing(datetime(2026, 10, 7, 8, tzinfo=UTC), "key", "Frau Müller")
_DAY = date(2026, 9, 30)


def a_verdict(**changed: Any) -> Verdict:
    """Return that of a series that is behind."""
    given: dict[str, Any] = {
        "started": 372.0,
        "gap": -57.0,
        "pace_probability": 0.013,
        "forecast": 678.2,
        "low": 602,
        "high": 759,
        "chance": 0.017,
        "chance95": 0.058,
        "too_early": False,
        "level": Level.WARNING,
        "target_at_risk": False,
    }
    return Verdict(**given | changed)


def a_series(series: str, actual: int | None = 352, expected: float | None = 429.0, **changed: Any) -> SeriesFigures:
    """Return a series with a target unless nothing is *expected*."""
    deviation = None if expected is None or actual is None else actual - expected
    given: dict[str, Any] = {
        "id": series,
        "title": {"de": f"Zeile {series}", "en": f"Series {series}"},
        "assumed": False,
        "target": None if expected is None else 821,
        "expected": expected,
        "actual": actual,
        "deviation": deviation,
        "verdict": None if expected is None else a_verdict(),
    }
    return SeriesFigures(**given | changed)


def months(series: str, *actual: int) -> tuple[MonthFigures, ...]:
    """Return the twelve months of *series*, the first ones with what is counted."""
    counted = [*actual, *(0 for _ in range(12 - len(actual)))]
    return tuple(MonthFigures(series, month, 60, 60.0, n, month > 8) for month, n in enumerate(counted, 1))


def an_alert(series: str = "sector/health", **changed: Any) -> AlertFigures:
    """Return an alert that was raised in September and stands."""
    alert = AlertFigures(
        "a1", series, Kind.PACE, Severity.WARNING, date(2026, 9, 18), new=True, resolved_on=None, cause=None
    )
    return replace(alert, **changed)


def some_figures(**changed: Any) -> Figures:
    """Return figures of September with two sectors and two offices."""
    given: dict[str, Any] = {
        "plan": PlanFigures("plan-2026", 1, 2026, "Bezirk"),
        "month": "2026-09",
        "day": _DAY,
        "over": True,
        "series": (
            a_series("entries"),
            a_series("employees", 104, 129.0),
            a_series("sector/health", 87, 141.0),
            a_series("sector/retail", 36, 30.0, verdict=a_verdict(level=Level.NONE)),
            a_series("office/JC-A", 350, None),
            a_series("office/JC-B", 2, None),
        ),
        "months": (*months("entries", 40, 42), *months("office/JC-A", 39, 41), *months("office/JC-B", 1, 1)),
        "curve": tuple(
            CurvePoint(date(2026, month, 1), 70.0 * month, 60.0 * month, 80.0 * month, 2, None, None, None)
            for month in (1, 6, 12)
        ),
        "alerts": (
            an_alert(),
            an_alert("entries", id="a2", new=False, resolved_on=_DAY, cause=Cause.PLAN_CHANGE, since=date(2026, 7, 1)),
        ),
        "quality": Quality(
            date(2026, 8, 27),
            _DAY,
            tuple(FeedFigures(code, f"Jobcenter {code}", code == "JC-B", _DAY) for code in ("JC-A", "JC-B")),
            "2026-08",
            (Correction("entries", 3, 73, 76), Correction("office/JC-B", 3, 1, 2)),
        ),
        "method": Method("standard", 0.025, 0.010, 1, "default", 0, None),
        "pipeline": Pipeline(34, 5, 61, None),
        "planning_away": False,
    }
    return Figures(**given | changed)


def a_report(figures: Figures | None = None, closing: Closing | None = None) -> Report:
    """Return a report of *figures*, provisional unless it has a *closing*."""
    figures = figures or some_figures()
    return Report(figures, hash_of(canonical(figures)), closing)


def with_a_silent_office() -> Figures:
    """Return figures in which reports of JC-B are missing since August, in the total, in a sector and in its own."""
    few = some_figures()
    silence = FeedDay("JC-B", _DAY, date(2026, 8, 3), 26.2, 0.000001, None, date(2026, 9, 7))
    missing = {"entries": 25.6, "sector/health": 6.8, "office/JC-B": 0.0}
    series = (
        replace(one, incomplete=one.id in missing, missing=missing.get(one.id, 0.0)) for one in some_figures().series
    )
    feeds = tuple(replace(one, silence=silence if one.office == "JC-B" else None) for one in few.quality.feeds)
    return replace(few, series=tuple(series), quality=replace(few.quality, feeds=feeds))
