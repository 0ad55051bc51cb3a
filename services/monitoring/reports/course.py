"""The course of the total through the year, as the report keeps it."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.outlook import Counted, Range, days_of_year, outlook
from services.monitoring.reports.figures import CurvePoint

_DIGITS = 6


def course_of(plan: Plan, series: Series, begun: Mapping[date, int], evaluation: Evaluation) -> tuple[CurvePoint, ...]:
    """Return where *series* stands, or should, at the ends of weeks and months, and on the day of its *evaluation*."""
    by_day = np.zeros(days_of_year(plan), np.int64)
    for day, entries in begun.items():
        if plan.first_day <= day <= plan.last_day:
            by_day[(day - plan.first_day).days] = entries
    found = outlook(plan, series, Counted(by_day, by_day), evaluation, evaluation.day)
    reported, estimated = dict(found.reported), dict(found.begun)
    ahead = {one.day: one for one in found.to_come}
    days = ((one, reported.get(one.day), estimated.get(one.day), ahead.get(one.day)) for one in found.planned)
    return tuple(_point(*figures) for figures in days)


def _point(planned: Range, actual: int | None, estimated: float | None, ahead: Range | None) -> CurvePoint:
    return CurvePoint(
        day=planned.day,
        planned=round(planned.middle, _DIGITS),
        low=planned.low,
        high=planned.high,
        actual=actual,
        forecast=round(ahead.middle, _DIGITS) if ahead else None,
        forecast_low=ahead.low if ahead else None,
        forecast_high=ahead.high if ahead else None,
        begun=None if estimated is None else round(estimated, _DIGITS),
    )
