"""From figures and days to places in a drawing."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps *low*..*high* to *start*..*end* evenly; rounded to a tenth of a unit of the drawing."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of *value*; what has no extent stands at the start."""
        if self.high == self.low:
            return self.start
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def ticks(highest: float, at_most: int = 5) -> list[int]:
    """Return whole round figures from 0 on, at most *at_most* of them above 0; the last is *highest* or more."""
    rough = max(highest, 1) / at_most
    magnitude = 10 ** max(math.floor(math.log10(rough)), 0)
    step = next(one * magnitude for one in _STEPS if one * magnitude >= rough)
    return [number * step for number in range(math.ceil(max(highest, 1) / step) + 1)]


def path(points: Iterable[tuple[float, float]]) -> str:
    """Return the line through *points* as an SVG path; nothing when there are none."""
    text = "L".join(f"{x:g} {y:g}" for x, y in points)
    return f"M{text}" if text else ""


def area(lower: list[tuple[float, float]], upper: list[tuple[float, float]]) -> str:
    """Return the area between two lines with the same x as an SVG path."""
    outline = path([*lower, *reversed(upper)])
    return f"{outline}Z" if outline else ""


def day_number(day: date) -> int:
    """Return *day* as a number that a :class:`Scale` can map."""
    return day.toordinal()
