"""How much more than Poisson the counts of a series vary: course groups start together."""

import numpy as np

from services.monitoring.domain.arrays import Floats
from services.monitoring.domain.plan import Series

_PRIOR_OF_EMPLOYEES = 4.5
_PRIOR = 3.0
_PHASING_ERROR = 0.15
"""Plausible relative error of a monthly phasing weight."""


def prior_dispersion(series: tuple[Series, ...]) -> Floats:
    """Return the variance per entry of each of *series* in a first year: group size plus error of the phasing.

    phi = phi0 + tau^2 * T / 12, with T the target of the series.
    """
    return np.array([_group_size(one) + _PHASING_ERROR**2 * (one.target or 0) / 12 for one in series])


def _group_size(series: Series) -> float:
    return _PRIOR_OF_EMPLOYEES if series.employees_only else _PRIOR
