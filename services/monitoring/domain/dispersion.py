"""How much more than Poisson the counts of a series vary: course groups start together."""

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.calibration import Groups
from services.monitoring.domain.plan import Plan, Series

_PRIOR = {True: 4.5, False: 2.5, None: 3.0}
"""Group size in a first year: of series of employees only, of series without them, of all others."""

_PHASING_ERROR = 0.15
"""Plausible relative error of a monthly phasing weight."""


_AS_GOOD_AS = 100
"""So many entries of last year weigh as much as the group size of a first year."""


_NO_GROUPS = Groups(0, 0)


def dispersion_of(plan: Plan, series: tuple[Series, ...]) -> Floats:
    """Return phi of each of *series* by the calibration of *plan*; without groups it is that of a first year."""
    groups = [plan.calibration.groups.get(one.id, _NO_GROUPS) for one in series]
    entries, squares = np.array(groups, dtype=np.int64).reshape(len(groups), len(_NO_GROUPS)).T
    return learned_dispersion(series, entries, squares)


def learned_dispersion(series: tuple[Series, ...], entries: Counts, squares: Counts) -> Floats:
    """Return the variance per entry: the group size of last year, drawn towards that of a first year, plus phasing.

    phi = phi0 + tau^2 * T / 12, with T the target of the series. *entries* is the sum of S and *squares* the sum of
    S^2 over last year's start groups (same course, same day), with S the valid entries of the series in the group; one
    element, or one column, a series.
    """
    first = np.array([_PRIOR[one.employed] for one in series])
    group_size = (_AS_GOOD_AS * first + squares) / (_AS_GOOD_AS + entries)
    return group_size + _PHASING_ERROR**2 * np.array([one.target or 0 for one in series]) / 12
