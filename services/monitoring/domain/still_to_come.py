"""The distribution of U, the entries of a plan year that are still to become known.

U is negative binomial with mean m and variance V, or Poisson where V does not exceed m. All arguments are arrays of
one shape.
"""

import numpy as np
from numpy.typing import NDArray

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.special import incomplete_beta, normal_quantile, upper_gamma

_HARDLY_ABOVE = 1 + 1e-9
_BESIDE = 2


def probability_at_most(u: Counts, mean: Floats, variance: Floats) -> Floats:
    """Return P(U <= *u*): I_{m/V}(k, u+1) with k = m^2/(V-m), or Q(u+1, m) for Poisson; 0 below 0."""
    overdispersed = variance > mean * _HARDLY_ABOVE
    excess = np.where(overdispersed, variance - mean, 1.0)
    spread = np.where(overdispersed, variance, mean + 1.0)
    entries = np.maximum(u, 0) + 1.0
    found = incomplete_beta(mean**2 / excess, entries, mean / spread)
    if not overdispersed.all():
        found = np.where(overdispersed, found, upper_gamma(entries, mean))
    return np.where(u < 0, 0.0, found)


def quantile(q: float, mean: Floats, variance: Floats) -> Counts:
    """Return the smallest u with P(U <= u) >= *q*, found by bisection in whole entries from a good guess on."""
    m, v = mean.ravel(), variance.ravel()
    guess = _cornish_fisher(q, m, v)
    low, high = np.maximum(guess - _BESIDE, -1), guess + _BESIDE

    def enough(u: Counts, at: Counts) -> NDArray[np.bool_]:
        return probability_at_most(u[at], m[at], v[at]) >= q

    everywhere, step = np.arange(len(m)), _BESIDE
    below, above = everywhere[enough(low, everywhere)], everywhere[~enough(high, everywhere)]
    while len(below) or len(above):
        step *= 2
        high[below], low[above] = low[below], high[above]
        low[below], high[above] = np.maximum(low[below] - step, -1), high[above] + step
        below, above = below[enough(low, below)], above[~enough(high, above)]
    while len(between := np.flatnonzero(high - low > 1)):
        middle = (low + high) // 2
        reached = enough(middle, between)
        high[between[reached]] = middle[between[reached]]
        low[between[~reached]] = middle[between[~reached]]
    return high.reshape(mean.shape)


def _cornish_fisher(q: float, mean: Floats, variance: Floats) -> Counts:
    """Return nearly the quantile, at least 0: the normal one, corrected for the skewness (2V/m - 1)/sqrt(V)."""
    z, skewed = normal_quantile(q), 2 * variance / np.maximum(mean, np.finfo(float).tiny) - 1
    nearly = mean + z * np.sqrt(variance) + (z**2 - 1) / 6 * skewed
    return np.floor(np.clip(nearly, 0, None)).astype(np.int64)
