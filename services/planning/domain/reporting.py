"""How complete the figures of the newest days are: by an assumption, and as measured.

Source of the formulas: Hoehle & an der Heiden 2014 (reverse-time hazards), with the default curve as prior.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

DEFAULT_CURVE = ((0, 0.0), (5, 0.25), (14, 0.67), (21, 0.88), (35, 0.99), (60, 1.0))
"""Share of the finally valid entries known so many days after their start, linear between; an assumption until the
district's own delays have been measured."""

COMPLETE = 0.99
LOOKED_AT = timedelta(days=365)
MATURED_DAYS = 120
_ENOUGH = 100
"""Matured entries from which on their own ratio is used: fewer cannot tell 99 from 98 per cent."""

_BIN_DAYS, _BINS = 7, 26
_PRIOR_WEIGHT = 30
_ROUNDING = 1e-9

Origin = Literal["default", "hazards", "matured"]


class Report(NamedTuple):
    """By how many entries that start on a day became more (or fewer, by cancellations) on a day of knowledge."""

    start: date
    known: date
    entries: int

    @property
    def delay(self) -> int:
        """Days from the start until it was known; what was known before counts as known on the day itself."""
        return max(0, (self.known - self.start).days)


@dataclass(frozen=True, slots=True)
class Curve:
    """Net completeness by age in days, 0 first; 1 after the last one. It may exceed 1: cancellations come late.

    ``entries`` is how many entries it rests on.
    """

    shares: tuple[float, ...]
    origin: Origin
    entries: int = 0

    def provisional_from(self, known: date) -> date:
        """Return the first start day whose reporting is less than 99 % complete on the day *known*."""
        ages = [age for age, share in enumerate(self.shares) if share < COMPLETE - _ROUNDING]
        return known - timedelta(days=ages[-1] if ages else -1)


def completeness() -> list[float]:
    """Return the default curve by age in days, 0 first; it stays 1 after the last one."""
    shares = [0.0]
    for (age, share), (later, more) in pairwise(DEFAULT_CURVE):
        step = (more - share) / (later - age)
        shares += [share + step * (day - age) for day in range(age + 1, later)] + [more]
    return shares


DEFAULT = Curve(tuple(completeness()), "default")


def measured(reports: Iterable[Report], day: date) -> Curve:
    """Return the curve that the *reports* of the last twelve months' starts show by the end of *day*.

    A matured cohort speaks for itself; before there is one, what is known of the delays corrects the default curve.
    """
    looked_at = [report for report in reports if day - LOOKED_AT < report.start <= day and report.known <= day]
    old = [report for report in looked_at if (day - report.start).days > MATURED_DAYS]
    final = sum(report.entries for report in old)
    if final >= _ENOUGH:
        return Curve(_ratios(old, final), "matured", final)
    new = [report for report in looked_at if report.entries > 0]
    return Curve(_by_day(_by_bin(new, day)), "hazards", sum(report.entries for report in new)) if new else DEFAULT


def _ratios(reports: Iterable[Report], final: int) -> tuple[float, ...]:
    """Return what was known at each age in proportion to what is known now: no start is younger than the last age."""
    by_age = [0] * (MATURED_DAYS + 1)
    for report in reports:
        if report.delay <= MATURED_DAYS:
            by_age[report.delay] += report.entries
    return (*(known / final for known in accumulate(by_age)), 1.0)


def _by_bin(reports: Sequence[Report], day: date) -> list[float]:
    """Return F(J), the share known by the end of each bin of seven days: the product of (1 - h_k) over later bins.

    h_k = (n_k + 30 h0_k) / (N_k + 30): n_k reports in bin k among N_k in it or before, over starts old enough to have
    bin k complete.
    """
    shares, known = [1.0], 1.0
    for k in range(_BINS - 1, 0, -1):
        complete = day - timedelta(days=_last_day(k))
        so_far = [report for report in reports if report.start <= complete and report.delay <= _last_day(k)]
        within = sum(report.entries for report in so_far if report.delay > _last_day(k - 1))
        hazard = (within + _PRIOR_WEIGHT * _prior_hazard(k)) / (
            sum(report.entries for report in so_far) + _PRIOR_WEIGHT
        )
        known *= 1 - hazard
        shares.append(known)
    return shares[::-1]


def _prior_hazard(k: int) -> float:
    until, before = _prior(_last_day(k)), _prior(_last_day(k - 1))
    return (until - before) / until


def _by_day(by_bin: Sequence[float]) -> tuple[float, ...]:
    """Return the curve by day: within a bin it rises as the default curve does there, or evenly where that is flat."""
    days = range(_BINS * _BIN_DAYS)
    return tuple(_within(by_bin, age) for age in days)


def _within(by_bin: Sequence[float], age: int) -> float:
    k = age // _BIN_DAYS
    before, until = (by_bin[k - 1] if k else 0.0), by_bin[k]
    low, high = (_prior(_last_day(k - 1)) if k else 0.0), _prior(_last_day(k))
    share = (_prior(age) - low) / (high - low) if high > low else (age % _BIN_DAYS + 1) / _BIN_DAYS
    return before + (until - before) * share


def _prior(age: int) -> float:
    return DEFAULT.shares[age] if age < len(DEFAULT.shares) else 1.0


def _last_day(k: int) -> int:
    return _BIN_DAYS * k + _BIN_DAYS - 1
