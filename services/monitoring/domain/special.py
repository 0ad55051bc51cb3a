"""The special functions of the method, on doubles."""

import numpy as np
from scipy.special import betainc, gammaincc, ndtri

from services.monitoring.domain.arrays import Floats


def upper_gamma(a: Floats, x: Floats) -> Floats:
    """Return Q(a, x), the regularised upper incomplete gamma function."""
    return np.asarray(gammaincc(a, x), np.float64)


def incomplete_beta(a: Floats, b: Floats, x: Floats) -> Floats:
    """Return I_x(a, b), the regularised incomplete beta function."""
    return np.asarray(betainc(a, b, x), np.float64)


def normal_quantile(q: float) -> float:
    """Return the z below which a standard normal variable lies with probability *q*."""
    return float(ndtri(q))
