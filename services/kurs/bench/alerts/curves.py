"""Delays in whole days, given by the share that has arrived by each day."""

from dataclasses import dataclass

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a share that rises from 0 to 1, linear between them."""

    days: tuple[int, ...]
    shares: tuple[float, ...]

    def risen(self, length: int) -> Floats:
        """Return the share that has arrived after 0, 1, 2 ... days."""
        return np.interp(np.arange(length), self.days, self.shares)

    def draw(self, number: int, random: np.random.Generator) -> Counts:
        """Return *number* delays; after d days the given share of them has passed."""
        return np.searchsorted(self.risen(self.days[-1] + 1), random.random(number)).astype(np.int64)


def convolved(first: Curve, then: Curve, length: int) -> Floats:
    """Return the share that has passed both delays, one after the other, after 0, 1, 2 ... days."""
    one, other = (np.diff(curve.risen(length), prepend=0.0) for curve in (first, then))
    return np.cumsum(np.convolve(one, other)[:length])
