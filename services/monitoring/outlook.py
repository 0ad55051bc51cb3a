"""The course of a series through its year: planned, reported, probably begun, and to be expected by its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.deviation import HIGH, LOW, PRIOR, Pace, entries_to_come
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.exposure import completeness, daily_plan
from services.monitoring.domain.plan import Plan, Series

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Range:
    """Cumulative entries at the end of a day: in four cases of five from *low* to *high*."""

    day: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The course of a series at the ends of weeks; without a target only what is ``reported``.

    ``planned`` has the range in which a year at the plan's pace lies; ``begun`` estimates what is not reported yet;
    ``to_come`` goes from the evaluated day to the year's end.
    """

    planned: tuple[Range, ...]
    reported: tuple[tuple[date, int], ...]
    begun: tuple[tuple[date, float], ...]
    to_come: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Entries by the day of the year on which they began: as known now, and at the end of the evaluated day."""

    now: Counts
    then: Counts


def outlook(plan: Plan, series: Series, counted: Counted, evaluation: Evaluation | None, through: date) -> Outlook:
    """Return the course of *series*. Nothing is shown as reported after *through*."""
    weeks = list(_week_ends(plan, through))
    known = np.cumsum(counted.now)
    line = tuple((day, int(known[_place(plan, day)])) for day in weeks if day <= through)
    if evaluation is None or not series.target:
        return Outlook((), line, (), ())
    pace = daily_plan(plan, [series])[:, 0]
    owed = np.cumsum(pace)
    return Outlook(
        planned=tuple(_planned(plan, owed, evaluation, weeks)),
        reported=line,
        begun=tuple(_begun(plan, pace, counted.then, evaluation, weeks)),
        to_come=() if evaluation.too_early else tuple(_to_come(plan, owed, evaluation, weeks)),
    )


def days_of_year(plan: Plan) -> int:
    """Return how many days the plan's year has."""
    return (plan.last_day - plan.first_day).days + 1


def month_ends(plan: Plan) -> list[date]:
    """Return the last days of the months of the plan's year."""
    return [date(plan.year, month + 1, 1) - timedelta(days=1) for month in range(1, 12)] + [plan.last_day]


def _week_ends(plan: Plan, through: date) -> Iterator[date]:
    """Yield the first day, the ends of weeks and months, and *through*, as far as they lie in the year."""
    sundays = {plan.first_day + timedelta(days=6 - plan.first_day.weekday()) + _WEEK * week for week in range(54)}
    chosen = sundays | {plan.first_day, through, *month_ends(plan)}
    return (day for day in sorted(chosen) if plan.first_day <= day <= plan.last_day)


def _place(plan: Plan, day: date) -> int:
    return (day - plan.first_day).days


def _planned(plan: Plan, owed: Floats, evaluation: Evaluation, weeks: Sequence[date]) -> Iterator[Range]:
    mean = owed[[_place(plan, day) for day in weeks]]
    low, high = _between(mean, evaluation.dispersion * mean)
    for day, *figures in zip(weeks, low, mean, high, strict=True):
        yield Range(day, *(float(one) for one in figures))


def _begun(
    plan: Plan, pace: Floats, known_then: Counts, evaluation: Evaluation, weeks: Sequence[date]
) -> Iterator[tuple[date, float]]:
    """Yield n(s) + r * (Lambda(s) - E(s)): what is known, and the part of the plan that could not be reported yet."""
    complete = completeness(plan, np.maximum((evaluation.day - plan.first_day).days - np.arange(len(pace)), 0))
    missing, known = np.cumsum(pace * (1 - complete)), np.cumsum(known_then)
    for day in weeks:
        if day <= evaluation.day and complete[_place(plan, day)] < 1:
            at = _place(plan, day)
            yield day, float(known[at] + evaluation.pace * missing[at])


def _to_come(plan: Plan, owed: Floats, evaluation: Evaluation, weeks: Sequence[date]) -> Iterator[Range]:
    """Yield the forecast for each end of a week; the last one is that of the year's end (method, section 2)."""
    ahead = [day for day in weeks if day >= min(evaluation.day, plan.last_day)]
    remaining = np.maximum(owed[[_place(plan, day) for day in ahead]] - evaluation.expected_known, 0.0)
    shape = PRIOR + evaluation.weighted_known / evaluation.dispersion
    rate = PRIOR + evaluation.exposure / evaluation.dispersion
    mean = remaining * evaluation.pace
    low, high = _between(mean, evaluation.dispersion * mean + remaining**2 * shape / rate**2)
    for day, *figures in zip(ahead, low, mean, high, strict=True):
        yield Range(day, *(evaluation.known + float(one) for one in figures))


def _between(mean: Floats, variance: Floats) -> tuple[Counts, Counts]:
    """Return the 80 % range of a count; where nothing is expected nothing comes."""
    one = np.ones_like(mean)
    some = np.where(mean > 0, mean, 1.0)
    pace = Pace(one, one, one, some, np.where(mean > 0, variance, 1.0))
    return np.where(mean > 0, entries_to_come(LOW, pace), 0), np.where(mean > 0, entries_to_come(HIGH, pace), 0)
