"""Whole entries by weights: the method of the largest remainder."""

from collections.abc import Sequence
from fractions import Fraction


def largest_remainder(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Split *total* in proportion to *weights* so that the parts add up exactly (Hamilton, Hare-Niemeyer).

    Each part gets the whole of its exact share; what is left goes to the largest fractions, on ties to the larger
    weight, then to the earlier one. Raises ``ValueError`` when the weights do not sum to more than nothing.
    """
    if (whole := sum(weights)) <= 0:
        raise ValueError("weights must sum to more than nothing")
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    by_claim = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], -weights[i], i))
    for i in by_claim[: total - sum(parts)]:
        parts[i] += 1
    return parts
