"""Say the same thing often at first and then once in a while, and say how often it was not said."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

_KINDS = 1_000


@dataclass(slots=True)
class _Said:
    left: float
    at: float
    held_back: int = 0


class Sparing:
    """Lets each kind of line pass *at_first* times, and then once *every_s* seconds."""

    def __init__(self, *, at_first: int, every_s: float, now: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing said; *now* is a steady clock in seconds."""
        self._at_first = at_first
        self._every_s = every_s
        self._now = now
        self._said: dict[Hashable, _Said] = {}

    def held_back(self, kind: Hashable) -> int | None:
        """Return how many lines of *kind* were held back since the last that passed; None: this one is, too."""
        now = self._now()
        said = self._said.get(kind)
        if said is None:
            if len(self._said) >= _KINDS:  # a library that puts values into its texts must not fill the memory
                self._said.clear()
            said = self._said[kind] = _Said(self._at_first, now)
        said.left = min(self._at_first, said.left + (now - said.at) / self._every_s)
        said.at = now
        if said.left < 1:
            said.held_back += 1
            return None
        said.left -= 1
        held_back, said.held_back = said.held_back, 0
        return held_back
