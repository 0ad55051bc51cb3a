"""How many requests are let in at once."""

from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager

from services.intake.answers import later


class Turnstile:
    """Lets so many requests in at once and sends the others away: better a late answer than none for all."""

    def __init__(self, places: int, of_one_key: int) -> None:
        """Begin with all *places* free; a key holds at most *of_one_key* of them."""
        self._places = places
        self._of_one_key = of_one_key
        self._inside: Tally[str] = Tally()
        self._total = 0

    @contextmanager
    def passage(self, key: str) -> Iterator[None]:
        """Hold a place for *key*; a :class:`Problem` 429 when there is none, or the key holds its share."""
        if self._total >= self._places or self._inside[key] >= self._of_one_key:
            raise later("too-many-requests", "Too many requests at once", "Send it again.", status=429, seconds=1)
        self._inside[key] += 1
        self._total += 1
        try:
            yield
        finally:
            self._inside[key] -= 1
            self._total -= 1
