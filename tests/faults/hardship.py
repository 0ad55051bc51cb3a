"""What befalls a world besides kills of services, and when: spread evenly over a run, by dice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.faults.scene import Scene

_REDIS_AWAY_S = (0.1, 2.0)
_DATABASE_AWAY_S = (0.5, 3.0)


@dataclass(frozen=True, slots=True, order=True)
class Hardship:
    """Something that happens once *progress* (0 to 1) is reached."""

    progress: float
    name: str


def hardships(dice: Random, redis: int, databases: int, losses: int) -> list[Hardship]:
    """Return so many of each, the first to come last."""
    numbers = {"redis": redis, "database": databases, "loss": losses}
    spread = [Hardship((n + dice.random()) / number, name) for name, number in numbers.items() for n in range(number)]
    return sorted(spread, reverse=True)


class Fate:
    """Brings hardships upon one scene."""

    def __init__(self, scene: Scene, dice: Random) -> None:
        """Prepare."""
        self._scene = scene
        self._dice = dice
        self._losses = self._all_losses()
        self._doing: dict[str, Callable[[], None]] = {
            "redis": self._kill_redis,
            "database": self._kill_database,
            "loss": self._lose,
        }

    def strike(self, hardship: Hardship) -> None:
        """Let it happen; returns when the world is whole again, which its services may not have noticed yet."""
        self._doing[hardship.name]()

    def _kill_redis(self) -> None:
        self._scene.world.redis.stop()
        self._scene.lasts(self._dice.uniform(*_REDIS_AWAY_S))
        self._scene.world.redis.start()

    def _kill_database(self) -> None:
        self._scene.store.crash()
        self._scene.lasts(self._dice.uniform(*_DATABASE_AWAY_S))
        self._scene.store.recover()

    def _lose(self) -> None:
        next(self._losses)()

    def _all_losses(self) -> Iterator[Callable[[], None]]:
        """Yield the ways to lose everything in turn: while it runs, and with the disk."""
        while True:
            yield self._scene.world.redis.flush
            yield self._scene.world.redis.lose_files
