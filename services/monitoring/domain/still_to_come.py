"""The distribution of U, the entries of a plan year that are still to become known.

U is negative binomial with mean m and variance V, or Poisson where V does not exceed m. All arguments are arrays of
one shape.
"""

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.special import incomplete_beta, upper_gamma

_HARDLY_ABOVE = 1 + 1e-9


def probability_at_most(u: Counts, mean: Floats, variance: Floats) -> Floats:
    """Return P(U <= *u*): I_{m/V}(k, u+1) with k = m^2/(V-m), or Q(u+1, m) for Poisson; 0 below 0."""
    overdispersed = variance > mean * _HARDLY_ABOVE
    excess = np.where(overdispersed, variance - mean, 1.0)
    spread = np.where(overdispersed, variance, mean + 1.0)
    entries = np.maximum(u, 0) + 1.0
    binomial = incomplete_beta(mean**2 / excess, entries, mean / spread)
    poisson = upper_gamma(entries, mean)
    return np.where(u < 0, 0.0, np.where(overdispersed, binomial, poisson))


def quantile(q: float, mean: Floats, variance: Floats) -> Counts:
    """Return the smallest u with P(U <= u) >= *q*, found by bisection in whole entries."""
    low = np.full(mean.shape, -1, dtype=np.int64)
    high: Counts = np.ceil(mean + 2 * np.sqrt(variance) + 1).astype(np.int64)
    while np.any(short := probability_at_most(high, mean, variance) < q):
        low, high = np.where(short, high, low), np.where(short, 2 * high, high)
    while np.any(high - low > 1):
        middle = (low + high) // 2
        enough = probability_at_most(middle, mean, variance) >= q
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high
