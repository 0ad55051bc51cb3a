"""Kills services: each new process is told where to die, and who does not get there in time is killed by hand."""

import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random

from tests.faults.places import QUARANTINED, places_of
from tests.faults.supervised import BY_HAND, Supervised

_CHANCES = (1.0, 0.3, 0.1)
_BY_HAND = 0.2
_PATIENCE_S = (2.0, 8.0)
"""How long a process that is ready may live, at most."""


class Killer:
    """Kills the replicas of one world until there were enough kills."""

    def __init__(self, services: list[Supervised], is_ready: Callable[[str], bool], seed: int, kills: int) -> None:
        """Plan *kills* kills of *services*; nothing dies before :meth:`begin`."""
        self._services = services
        self._is_ready = is_ready
        self._dice = {service.name: Random(f"{seed} {service.name}") for service in services}  # noqa: S311 - repeatable
        self._decks: dict[str, list[str]] = {service.name: [] for service in services}
        self._dies_by: dict[str, float | None] = {}
        self._kills = kills
        self.waits_for_poison = False

    def begin(self) -> None:
        """Arm all services from their next start on; those that run now die by hand."""
        for service in self._services:
            service.arm(partial(self._next_place, service))

    def done(self) -> int:
        """Return how many kills there were."""
        return self.by_cause().total()

    def enough(self) -> bool:
        """Say whether all kills are done."""
        return self.done() >= self._kills

    def by_cause(self) -> Counter[str]:
        """Return the kills by the place or the hand that did it."""
        causes = Counter(end.cause for service in self._services for end in service.ends)
        return Counter({cause: n for cause, n in causes.items() if "." in cause or cause == BY_HAND})

    def _next_place(self, service: Supervised) -> str:
        """Return where the next process of *service* dies: all places in turn, in a new order each time."""
        self._dies_by[service.name] = None
        if self.enough():
            return ""
        dice, deck = self._dice[service.name], self._decks[service.name]
        if not deck:
            deck += places_of(service.name.partition("-")[0])
            dice.shuffle(deck)
        if dice.random() < _BY_HAND:
            return ""
        place = deck.pop()
        self.waits_for_poison = self.waits_for_poison or place == QUARANTINED
        chance = 1.0 if place == QUARANTINED else dice.choice(_CHANCES)
        return f"{place}:{chance},seed={dice.randrange(10**6)}"

    def look(self) -> None:
        """Kill by hand who has lived long enough."""
        for service in self._services:
            if self.enough():
                return
            deadline = self._dies_by.get(service.name)
            if deadline is None:
                if service.pid and self._is_ready(service.name):
                    self._dies_by[service.name] = time.monotonic() + self._dice[service.name].uniform(*_PATIENCE_S)
            elif time.monotonic() > deadline:
                self._dies_by[service.name] = None
                service.kill()
