"""How complete the figures of the newest days are."""

from datetime import date, timedelta
from itertools import pairwise

DEFAULT_CURVE = ((0, 0.0), (5, 0.25), (14, 0.67), (21, 0.88), (35, 0.99), (60, 1.0))
"""Share of the finally valid entries known so many days after their start, linear between; an assumption until the
district's own delays have been measured."""

COMPLETE = 0.99


def completeness() -> list[float]:
    """Return the default curve by age in days, 0 first; it stays 1 after the last one."""
    shares = [0.0]
    for (age, share), (later, more) in pairwise(DEFAULT_CURVE):
        step = (more - share) / (later - age)
        shares += [share + step * (day - age) for day in range(age + 1, later)] + [more]
    return shares


def provisional_from(known: date) -> date:
    """Return the first start day whose reporting is less than 99 % complete on the day *known*."""
    youngest_complete = next(age for age, share in enumerate(completeness()) if share >= COMPLETE)
    return known - timedelta(days=youngest_complete - 1)
