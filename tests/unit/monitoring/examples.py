"""Builders for what the tests judge."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from services.monitoring.domain.alerts import DayFigures
from services.monitoring.domain.deviation import Evidence, Verdict, judge
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.plan import Plan, Series
from shared.calendar import WorkingDays

CURVE = tuple(np.interp(range(61), (0, 5, 14, 21, 35, 60), (0, 0.25, 0.67, 0.88, 0.99, 1)).tolist())
E2_DAY = date(2026, 6, 26)


def some_evidence(**letters: float) -> Evidence:
    """Return one row of evidence, given in the method's letters: A, B, B2, E, n, T, L (Lambda), phi."""
    column = {letter: np.array([value], dtype=np.float64) for letter, value in letters.items()}
    return Evidence(
        target=column["T"].astype(np.int64),
        known=column["n"].astype(np.int64),
        dispersion=column["phi"],
        weighted_known=column["A"],
        exposure=column["B"],
        exposure_squared=column["B2"],
        expected_known=column["E"],
        expected=column["L"],
    )


def as_evaluation(evidence: Evidence, *, series: str = "entries", day: date = E2_DAY) -> Evaluation:
    """Return what follows from one row of *evidence*."""
    figures = _scalars(evidence) | _scalars(judge(evidence)) | {"missing": 0.0, "weighted_missing": 0.0}
    judged_twice = {f"{name}_if_reported": figures[name] for name in ("pace_probability", "forecast", "chance95")}
    return Evaluation(series=series, day=day, plan_version=1, calibration_version=1, **figures, **judged_twice)


def _scalars(arrays: Evidence | Verdict) -> dict[str, Any]:
    return {name: getattr(arrays, name).item() for name in arrays.__slots__}


def e2() -> Evaluation:
    """Return the worked example E2: the total on 26 June."""
    return as_evaluation(some_evidence(A=170, B=222, B2=140, E=404, n=352, T=821, L=429, phi=4.2))


def a_series(series: str = "entries", **changed: Any) -> Series:
    """Return a series that owes two entries on every working day of 2026."""
    days = WorkingDays("ST").between(date(2026, 1, 1), date(2026, 12, 31))
    values: dict[str, Any] = {
        "id": series,
        "title": {"de": "Eintritte gesamt", "en": "All entries"},
        "source": "strategy",
        "tier": 1,
        "employed": None,
        "target": 506,
        "daily": dict.fromkeys(days, 2.0),
    }
    return Series(**values | changed)


def a_plan(*series: Series, closed: frozenset[date] = frozenset(), **changed: Any) -> Plan:
    """Return a plan of 2026 with *series*."""
    values: Mapping[str, Any] = {
        "id": "plan-2026",
        "version": 1,
        "year": 2026,
        "district_title": "Bezirk",
        "offices": frozenset({"JC-A"}),
        "series": series or (a_series(),),
        "working_days": WorkingDays("ST", closed),
        "completeness": CURVE,
    }
    return Plan(**dict(values) | changed)


def figures(day: int, *, p: float, chance95: float = 0.5, forecast: float = 80.0, known: int = 10) -> DayFigures:
    """Return the figures of a series with target 100 on the *day*-th day."""
    when = date(2026, 3, 1) + timedelta(days=day)
    return DayFigures(when, 100, known, p, forecast, chance95)
