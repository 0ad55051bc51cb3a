"""How a cell of a heat map is coloured: by how unusual its gap would be if chance alone made it."""

_STEPS = (1.0, 1.8, 2.6)
"""In standard deviations of a Poisson count: below the first a gap has no colour, a month of four is mostly chance."""


def heat(actual: float, expected: float) -> str:
    """Return ``even``, or ``behind-1`` to ``behind-3``, or ``ahead-1`` to ``ahead-3``."""
    gap = actual - expected
    step = sum(abs(gap) >= limit * max(expected, 1.0) ** 0.5 for limit in _STEPS)
    if step == 0:
        return "even"
    return f"{'behind' if gap < 0 else 'ahead'}-{step}"
