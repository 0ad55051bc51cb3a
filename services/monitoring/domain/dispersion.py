"""How much more than Poisson the counts of a series vary: course groups start together."""

import numpy as np

from services.monitoring.domain.arrays import Floats
from services.monitoring.domain.plan import Series

_PRIOR = {True: 4.5, False: 2.5, None: 3.0}
"""Group size in a first year: of series of employees only, of series without them, of all others."""

_PHASING_ERROR = 0.15
"""Plausible relative error of a monthly phasing weight."""


def prior_dispersion(series: tuple[Series, ...]) -> Floats:
    """Return the variance per entry of each of *series* in a first year: group size plus error of the phasing.

    phi = phi0 + tau^2 * T / 12, with T the target of the series.
    """
    return np.array([_group_size(one) + _PHASING_ERROR**2 * (one.target or 0) / 12 for one in series])


def _group_size(series: Series) -> float:
    return _PRIOR[series.employed]
