"""Figures of played years of one scenario."""

import numpy as np
from numpy.typing import NDArray

from services.kurs.bench.alerts.outcomes import NEVER, Outcome
from services.kurs.bench.alerts.scenarios import FROM
from services.monitoring.domain.arrays import Counts, Floats

_DROP = FROM.timetuple().tm_yday - 1
_OCTOBER = FROM.replace(month=10).timetuple().tm_yday - 1
_DAYS_OF_A_WEEK = 7


def series_a_year(days: Counts) -> float:
    """Return on how many series a year it happened, given the *days* on which it first did."""
    return float(happened(days).sum(axis=1).mean())


def years_with_any(days: Counts) -> float:
    """Return the share of years in which it happened on any series."""
    return float(happened(days).any(axis=1).mean())


def raises(outcome: Outcome) -> float:
    """Return how many warnings there were a year, repeated ones included."""
    return float(outcome.raised.sum(axis=1).mean())


def weeks(days: Counts, share: float) -> float:
    """Return the weeks from the drop until what *share* of *days* do not exceed; infinite when it did not come."""
    day = float(np.quantile(days, share, method="inverted_cdf"))
    return (day - _DROP) / _DAYS_OF_A_WEEK if day < NEVER else np.inf


def before_october(days: Counts) -> float:
    """Return the share of *days*, counted from 1 January, that lie before 1 October."""
    return float((days < _OCTOBER).mean())


def happened(days: Counts) -> NDArray[np.bool_]:
    """Say for each of *days* whether it came."""
    return days < NEVER


def coverage(outcome: Outcome) -> Floats:
    """Return how often the 80 % interval held the year's end: by day looked at and watched series."""
    return np.asarray(outcome.covered.mean(axis=0), dtype=np.float64)


def resolved(outcome: Outcome) -> float:
    """Return the share of the years with a warning in which none stood in the end."""
    warned = happened(outcome.warned)
    return float(1 - outcome.standing[warned].mean()) if warned.any() else 1.0
