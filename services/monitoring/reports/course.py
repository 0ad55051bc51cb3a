"""The course of the total through the year: planned with its corridor, reported, and to be expected."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.deviation import HIGH, LOW, PRIOR
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.domain.still_to_come import quantile
from services.monitoring.reports.counting import added_up
from services.monitoring.reports.figures import CurvePoint

_WEEK = timedelta(days=7)
_DIGITS = 6


def course_of(plan: Plan, series: Series, begun: Mapping[date, int], evaluation: Evaluation) -> tuple[CurvePoint, ...]:
    """Return where *series* stands, or should, at the ends of weeks, and on the day of its *evaluation*."""
    days = _days(plan, evaluation.day)
    planned = np.array(added_up(series.daily, days))
    low, high = _between(planned, evaluation.dispersion * planned)
    ahead = _ahead(planned, evaluation)
    actual = added_up(begun, days)
    return tuple(
        CurvePoint(
            day=day,
            planned=round(planned[at].item(), _DIGITS),
            low=float(low[at]),
            high=float(high[at]),
            actual=round(actual[at]) if day <= evaluation.day else None,
            **_forecast(ahead[:, at], shown=day >= evaluation.day and not evaluation.too_early),
        )
        for at, day in enumerate(days)
    )


def _days(plan: Plan, day: date) -> Sequence[date]:
    weeks = {plan.first_day + _WEEK * week - timedelta(days=1) for week in range(1, 53)}
    return sorted({plan.first_day, day, plan.last_day} | weeks)


def _ahead(planned: Floats, evaluation: Evaluation) -> Floats:
    """Return the forecast and its 80 % interval for each day; on the last day they are those of the evaluation.

    The formulas of section 2 of the method, with the entries planned until that day in place of the target.
    """
    remaining = np.maximum(planned - evaluation.expected_known, 0.0)
    shape = PRIOR + evaluation.weighted_known / evaluation.dispersion
    rate = PRIOR + evaluation.exposure / evaluation.dispersion
    mean = remaining * evaluation.pace
    low, high = _between(mean, evaluation.dispersion * mean + remaining**2 * shape / rate**2)
    return evaluation.known + np.array([mean, low, high])


def _between(mean: Floats, variance: Floats) -> tuple[Counts, Counts]:
    """Return the 80 % interval of a count; where nothing is expected nothing comes."""
    some, spread = np.where(mean > 0, mean, 1.0), np.where(mean > 0, variance, 1.0)
    return np.where(mean > 0, quantile(LOW, some, spread), 0), np.where(mean > 0, quantile(HIGH, some, spread), 0)


def _forecast(ahead: Floats, *, shown: bool) -> dict[str, float | None]:
    names = ("forecast", "forecast_low", "forecast_high")
    return dict(zip(names, (round(one, _DIGITS) if shown else None for one in ahead.tolist()), strict=True))
