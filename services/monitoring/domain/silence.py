"""Is an office silent: the chance that nothing arrived for so long although the plan expected reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.dispersion import dispersion_of
from services.monitoring.domain.exposure import COMPLETE_AFTER, daily_plan
from services.monitoring.domain.heard import Hearing, series_of
from services.monitoring.domain.plan import Plan

SILENT_AT = 0.001
"""So unlikely is it that nothing arrives of an office that reports as planned, when it is called silent."""

_WHOLE = "entries"
_FILE_DUE = 10
"""The file of a month is due by this working day of the next month: an assumption, nobody has agreed it."""

_NEARLY_POISSON = 1e-9


@dataclass(frozen=True, slots=True)
class FeedDay:
    """What was heard of an office by the end of a working day.

    ``heard`` is the newest day on which something of it became known; ``expected`` the reports m that the plan expected
    since; ``probability`` that none of them came by chance, None for an office that sends files: then ``due`` is the
    day by which the next one is to come. ``silent_since`` is the day at whose end its silence was noticed.
    """

    office: str
    day: date
    heard: date | None
    expected: float
    probability: float | None
    due: date | None
    silent_since: date | None = None

    @property
    def silent(self) -> bool:
        """The office is silent."""
        return self.silent_since is not None


def probability_of_nothing(expected: Floats, dispersion: float) -> Floats:
    """Return P(none) = phi^(-m/(phi-1)) where *expected* is m and *dispersion* is phi; e^-m where phi is 1."""
    excess = dispersion - 1
    return np.exp(-expected * (np.log(dispersion) / excess if abs(excess) > _NEARLY_POISSON else 1.0))


def newly_reported(plan: Plan, since: Counts, days: Counts) -> Floats:
    """Return which share of each start's reports should become known after *since*, by the end of *days*.

    One row a day, one column a day of the plan year. Reports only ever come in: where C falls because entries are
    cancelled, its highest value so far is taken.
    """
    starts = np.arange(plan.first_day.toordinal(), plan.last_day.toordinal() + 1)
    risen = _reported(plan, days[:, None] - starts) - _reported(plan, since[:, None] - starts)
    return np.maximum(risen, 0.0)


def _reported(plan: Plan, age: Counts) -> Floats:
    curve = np.maximum.accumulate(np.array(plan.completeness, dtype=np.float64))
    grown = curve[np.clip(age, 0, len(curve) - 1)]
    return np.where(age < 0, 0.0, np.where(age > COMPLETE_AFTER, max(1.0, curve[-1]), grown))


def listen(plan: Plan, hearing: Hearing, days: Sequence[date]) -> Iterator[list[FeedDay]]:
    """Yield for each office of *plan* what was heard of it by the end of each of *days*.

    Whether it is silent depends on what was known by that day and on nothing else.
    """
    evaluated = np.array([day.toordinal() for day in days], dtype=np.int64)
    for office in hearing.offices:
        last = hearing.last(office, evaluated)
        expected = _expected(plan, hearing, office, last, evaluated)
        figures = zip(days, last.tolist(), expected.tolist(), _chances(plan, office, expected), strict=True)
        yield [
            _feed_day(plan, office, day, since if hearing.ever(office, day.toordinal()) else None, since, m, p)
            for day, since, m, p in figures
        ]


def _expected(plan: Plan, hearing: Hearing, office: str, last: Counts, days: Counts) -> Floats:
    """Return m: of the office's own plan, or of its share in the whole while nobody has given it a target."""
    own, whole = plan.find(series_of(office)), plan.find(_WHOLE)
    fresh = newly_reported(plan, last, days)
    if own is not None and own.target:
        return np.asarray((fresh @ daily_plan(plan, [own]))[:, 0])
    if whole is None or not whole.target:
        return np.zeros(len(days))
    return np.asarray((fresh @ daily_plan(plan, [whole]))[:, 0] * hearing.shares(office, last))


def _chances(plan: Plan, office: str, expected: Floats) -> list[float | None]:
    if office in plan.fed_by_files:
        return [None] * len(expected)
    series = plan.find(series_of(office)) or plan.find(_WHOLE)
    dispersion = dispersion_of(plan, (series,))[0].item() if series else 1.0
    return list(probability_of_nothing(expected, dispersion).tolist())


def _feed_day(plan: Plan, office: str, day: date, heard: int | None, since: int, m: float, p: float | None) -> FeedDay:  # noqa: PLR0913,PLR0917 - figures of one row
    due = file_due(plan, date.fromordinal(since)) if p is None else None
    silent = p <= SILENT_AT if p is not None else due is not None and due <= day and m > 0
    return FeedDay(office, day, date.fromordinal(heard) if heard else None, m, p, due, day if silent else None)


def file_due(plan: Plan, heard: date) -> date | None:
    """Return by when the next file is to come of an office heard of on *heard*; None after that of December.

    It is the file of the first month that ends after that day, and due by the tenth working day of the next month.
    """
    following = (_first_of(plan.year, month + 1) for month in range(1, 13))
    begins = next((first for first in following if first > heard + timedelta(days=1)), None)
    if begins is None:
        return None
    return next(islice(plan.working_days.between(begins, begins + timedelta(days=60)), _FILE_DUE - 1, None), None)


def _first_of(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
