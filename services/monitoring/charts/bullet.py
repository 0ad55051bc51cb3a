"""A bullet bar: the target is the whole of it unless more is counted."""

from dataclasses import dataclass

WIDTH = 200
_STROKE = 2


@dataclass(frozen=True, slots=True)
class Bullet:
    """Lengths of the bar in units of the drawing; *expected* is the left edge of a stroke."""

    target: float
    actual: float
    expected: float | None
    behind: bool


def bullet(actual: float, target: float, expected: float | None) -> Bullet:
    """Return the bar of *actual* against *target*, with a stroke where it is *expected* to be."""
    whole = max(target, actual, expected or 0, 1)
    stroke = (
        None if expected is None else round(min(max(expected / whole * WIDTH - _STROKE / 2, 0), WIDTH - _STROKE), 1)
    )
    return Bullet(
        target=round(target / whole * WIDTH, 1),
        actual=round(max(actual, 0) / whole * WIDTH, 1),
        expected=stroke,
        behind=expected is not None and actual < round(expected),
    )
