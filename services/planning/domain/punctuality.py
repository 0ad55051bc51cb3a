"""Do reports come as the calibration says? Their delays against those that it leads to expect.

Of the entries of one start day that are known at age a, the delays follow the curve C cut off at a: on average
m(a) = sum of d c(d) / C(a) over d <= a, with c(d) = C(d) - C(d-1). How many began need not be known. Cancellations
count negative on both sides.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from typing import Literal

from services.planning.domain.reporting import Curve, Report

Verdict = Literal["as_calibrated", "slower", "faster"]

LOOKED_AT_DAYS = 60
"""Starts of the newest so many days are looked at: older ones would hide what has changed."""

_ENOUGH = 20
_SURE = 5.0
"""Standard errors from which on a difference is told: 1 % a year at most see one by chance, looked at daily."""

_SETTLED = 2.0
"""Standard errors within which a difference is over: without the gap the verdict would flap."""

_WORTH_TELLING = 1.25


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Mean delays of the newest entries in days, as they are and as calibrated.

    ``errors`` is their difference in standard errors. Entries not known yet are left out on both sides, so
    both are shorter than the delay of all entries.
    """

    observed_days: float
    calibrated_days: float
    entries: int
    errors: float

    def verdict(self, before: Verdict = "as_calibrated") -> Verdict:
        """Return the verdict after the one of the day *before*."""
        if self.entries < _ENOUGH or self.calibrated_days <= 0:
            return before
        ratio = self.observed_days / self.calibrated_days
        if self.errors >= _SURE and ratio >= _WORTH_TELLING:
            return "slower"
        if self.errors <= -_SURE and ratio <= 1 / _WORTH_TELLING:
            return "faster"
        return before if abs(self.errors) > _SETTLED else "as_calibrated"


NOTHING = Punctuality(0.0, 0.0, 0, 0.0)


def punctuality(reports: Iterable[Report], curve: Curve, day: date) -> Punctuality:
    """Return how the *reports* of the newest days' starts, as known by the end of *day*, keep to *curve*."""
    first = day - timedelta(days=LOOKED_AT_DAYS - 1)
    looked_at = [one for one in reports if first <= one.start <= day and one.known <= day]
    moments = _moments(curve)
    known = [one for one in looked_at if moments[(day - one.start).days].share > 0]
    entries = sum(one.entries for one in known)
    if entries < 1:
        return NOTHING

    def expected(one: Report) -> _Moments:
        return moments[(day - one.start).days]

    observed = sum(one.entries * one.delay for one in known) / entries
    calibrated = sum(one.entries * expected(one).mean for one in known) / entries
    later = observed - calibrated
    error = sqrt(_variance(known, expected, later))
    return Punctuality(observed, calibrated, entries, entries * later / error if error else 0.0)


@dataclass(frozen=True, slots=True)
class _Moments:
    share: float
    mean: float
    variance: float


def _moments(curve: Curve) -> Sequence[_Moments]:
    """Return for each age the mean and variance of the delays of what is known at that age."""
    shares = [*curve.shares[:LOOKED_AT_DAYS], *[1.0] * (LOOKED_AT_DAYS - len(curve.shares))]
    steps = [shares[0], *(later - earlier for earlier, later in pairwise(shares))]
    found, first, second = [], 0.0, 0.0
    for delay, step in enumerate(steps):
        first += delay * step
        second += delay * delay * step
        share = shares[delay]
        mean = first / share if share > 0 else 0.0
        found.append(_Moments(share, mean, max(0.0, second / share - mean * mean) if share > 0 else 0.0))
    return found


def _variance(known: Sequence[Report], expected: Callable[[Report], _Moments], later: float) -> float:
    """Return the variance of the summed delays around what is expected and *later* by so many days.

    As of single reports, or of whole start days where that is more: who begins together is often reported together, and
    such reports tell no more than one.
    """
    off = [(one, one.entries * (one.delay - expected(one).mean - later)) for one in known]
    single = sum(abs(one.entries) * expected(one).variance for one in known)
    by_start: defaultdict[date, float] = defaultdict(float)
    for one, excess in off:
        by_start[one.start] += excess
    return max(single, sum(excess * excess for excess in by_start.values()))
