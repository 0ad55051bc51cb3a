"""When something that could not be told is tried again, and when an address is given up."""

from collections.abc import Callable
from datetime import datetime, timedelta

_AFTER = (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 10 * 3600)
"""Seconds after each attempt that failed (Standard Webhooks' schedule)."""

_JITTER = 0.2
"""So much later at most: what failed together must not come back together."""

OFF_AFTER = timedelta(hours=120)
"""An address that has failed for so long is switched off."""

Chance = Callable[[], float]
"""Returns a number from 0 to below 1."""


def next_attempt(failed: int, now: datetime, chance: Chance) -> datetime | None:
    """Return when to try again after *failed* attempts (from 1), or None when it was the last one."""
    if failed > len(_AFTER):
        return None
    return now + timedelta(seconds=_AFTER[failed - 1] * (1 + _JITTER * chance()))
