"""Whole entries by weights: the method of the largest remainder."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm


def largest_remainder(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Split *total* in proportion to *weights* so that the parts add up exactly (Hamilton, Hare-Niemeyer).

    Each part gets the whole of its exact share; what is left goes to the largest fractions, on ties to the larger
    weight, then to the earlier one. Raises ``ValueError`` when the weights do not sum to more than nothing.
    """
    # Over their common denominator weights are whole numbers: as exact as fractions, and many times as fast.
    common = lcm(*(weight.denominator for weight in weights))
    whole_weights = [weight.numerator * (common // weight.denominator) for weight in weights]
    if (whole := sum(whole_weights)) <= 0:
        raise ValueError("weights must sum to more than nothing")
    parts, left = zip(*(divmod(total * weight, whole) for weight in whole_weights), strict=True)
    by_claim = sorted(range(len(parts)), key=lambda i: (-left[i], -whole_weights[i], i))
    more = set(by_claim[: total - sum(parts)])
    return [part + (i in more) for i, part in enumerate(parts)]
