"""The figures of one series: what is counted, and how it was judged."""

from collections.abc import Collection
from datetime import date

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.heard import office_of
from services.monitoring.domain.plan import Series
from services.monitoring.reports.counting import Starts
from services.monitoring.reports.figures import SeriesFigures, Verdict

_DIGITS = 6


def judged(
    series: Series, starts: Starts, evaluation: Evaluation | None, day: date, silent: Collection[str]
) -> SeriesFigures:
    """Return what is counted for *series* by *day*, and how it was judged while the offices *silent* said nothing."""
    actual = sum(entries for start, entries in starts.get(series.id, {}).items() if start <= day)
    expected = None if series.target is None else round(series.expected_by(day), _DIGITS)
    return SeriesFigures(
        id=series.id,
        title=dict(series.title),
        assumed=bool(series.assumption),
        target=series.target,
        expected=expected,
        actual=actual,
        deviation=None if expected is None else round(actual - expected, _DIGITS),
        verdict=_verdict(evaluation) if evaluation else None,
        incomplete=evaluation.incomplete if evaluation else _may_lack(series.id, silent),
        missing=round(evaluation.missing, _DIGITS) if evaluation else 0.0,
    )


def _may_lack(series: str, silent: Collection[str]) -> bool:
    """Say whether entries of *silent* offices may be missing in a *series* that nobody judges."""
    return office_of(series) in silent if series.startswith("office/") else bool(silent)


def _verdict(evaluation: Evaluation) -> Verdict:
    return Verdict(
        started=round(evaluation.started, _DIGITS),
        gap=round(evaluation.gap, _DIGITS),
        pace_probability=round(evaluation.pace_probability, _DIGITS),
        forecast=round(evaluation.forecast, _DIGITS),
        low=evaluation.low,
        high=evaluation.high,
        chance=round(evaluation.chance, _DIGITS),
        chance95=round(evaluation.chance95, _DIGITS),
        too_early=evaluation.too_early,
        level=evaluation.level,
        target_at_risk=evaluation.target_at_risk,
    )
