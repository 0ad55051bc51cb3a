"""The Gamma-Poisson pace test with exponential forgetting, and the forecast that goes with it.

Pace 1 means "as planned". Before any entry it is believed to be 1 +- 50 %: a Gamma with shape and rate :data:`PRIOR`.
"""

from dataclasses import dataclass

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.special import upper_gamma
from services.monitoring.domain.still_to_come import probability_at_most, quantile

PRIOR = 4.0
_NOTHING_LEFT = 1e-9
LOW, HIGH = 0.10, 0.90
"""The quantiles between which the year ends in four cases of five."""

_MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known and planned at the end of a day: arrays of one shape, one element a series (and day).

    In the method's letters: T, n, phi, A, B, B2, E, and Lambda.
    """

    target: Counts
    known: Counts
    dispersion: Floats
    weighted_known: Floats
    exposure: Floats
    exposure_squared: Floats
    expected_known: Floats
    expected: Floats


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from the evidence: w, p, r, m, V, the year's end with its 80 % interval, and two chances."""

    weight: Floats
    pace_probability: Floats
    pace: Floats
    to_come: Floats
    variance: Floats
    forecast: Floats
    low: Counts
    middle: Counts
    high: Counts
    chance: Floats
    chance95: Floats


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace so far and what it lets expect: w, p, r, m, V."""

    weight: Floats
    probability: Floats
    mean: Floats
    to_come: Floats
    variance: Floats


def judge(evidence: Evidence) -> Verdict:
    """Judge every element of *evidence*."""
    return _forecast(evidence, pace_of(evidence))


def pace_of(evidence: Evidence) -> Pace:
    """Return the pace of every element of *evidence*: the part of a verdict that costs least."""
    weight = _evidence_weight(evidence)
    scale = weight / evidence.dispersion
    p = upper_gamma(PRIOR + scale * evidence.weighted_known, PRIOR + scale * evidence.exposure)
    shape = PRIOR + evidence.weighted_known / evidence.dispersion
    rate = PRIOR + evidence.exposure / evidence.dispersion
    remaining = np.maximum(evidence.target - evidence.expected_known, 0.0)
    remaining = np.where(remaining <= _NOTHING_LEFT, 0.0, remaining)
    pace = shape / rate
    mean = remaining * pace
    variance = evidence.dispersion * mean + remaining**2 * shape / rate**2
    return Pace(weight, p, pace, mean, variance)


def _evidence_weight(evidence: Evidence) -> Floats:
    """Return w = B/B2, Kish's effective sample size per unit of exposure; 1 without exposure."""
    empty = evidence.exposure_squared == 0
    return np.where(empty, 1.0, evidence.exposure / np.where(empty, 1.0, evidence.exposure_squared))


def nearly(target: Counts) -> Counts:
    """Return 95 % of *target*, in whole entries."""
    return -(-95 * target // 100)


def _forecast(evidence: Evidence, pace: Pace) -> Verdict:
    return Verdict(
        weight=pace.weight,
        pace_probability=pace.probability,
        pace=pace.mean,
        to_come=pace.to_come,
        variance=pace.variance,
        forecast=evidence.known + pace.to_come,
        low=evidence.known + entries_to_come(LOW, pace),
        middle=evidence.known + entries_to_come(_MIDDLE, pace),
        high=evidence.known + entries_to_come(HIGH, pace),
        chance=chance_of(evidence.target - evidence.known, pace),
        chance95=chance_of(nearly(evidence.target) - evidence.known, pace),
    )


def chance_of(missing: Counts, pace: Pace) -> Floats:
    """Return the probability that at least *missing* entries are still to come; nothing comes where m is 0."""
    chance = np.where(pace.to_come > 0, 1 - probability_at_most(missing - 1, pace.to_come, pace.variance), 0.0)
    return np.where(missing <= 0, 1.0, np.clip(chance, 0.0, 1.0))


def entries_to_come(q: float, pace: Pace) -> Counts:
    """Return the smallest number of entries still to come that is not exceeded with probability *q*."""
    return np.where(pace.to_come > 0, quantile(q, pace.to_come, pace.variance), 0)
