"""Waiting for conditions of a world, and telling how it stands when one does not come."""

import json
import time
from collections.abc import Callable, Iterator

from services.kurs.migrations import SERVICES
from tests.faults.books import Books
from tests.faults.world import World

_READY_WITHIN_S = 60.0
_REST_WITHIN_S = 90.0
_POLL_S = 0.02
_LAST_LINES = 8


class Watching:
    """Looks at one world."""

    def __init__(self, world: World, books: Books) -> None:
        """Look at *world* and its *books*."""
        self._world = world
        self._books = books

    def until(self, condition: Callable[[], bool], within_s: float, otherwise: str) -> float:
        """Wait until *condition* holds and return how long that took (seconds); fail with all that is known."""
        began = time.monotonic()
        while not condition():
            assert time.monotonic() < began + within_s, f"{otherwise}\n{self.report()}"
            time.sleep(_POLL_S)
        return time.monotonic() - began

    def ready(self, *names: str, within_s: float = _READY_WITHIN_S) -> None:
        """Wait until the named replicas, or all of them, call themselves ready."""
        for name in names or self._world.services:
            self.until(lambda name=name: self.is_ready(name), within_s, f"{name} is not ready")  # type: ignore[misc]

    def unready(self, name: str, within_s: float) -> None:
        """Wait until a replica notices that something is wrong."""
        self.until(lambda: not self.is_ready(name), within_s, f"{name} feels fine")

    def is_ready(self, name: str) -> bool:
        """Say whether a replica calls itself ready."""
        return bool(self._world.doors.health(name)["ready"])

    def at_rest(self, *names: str, within_s: float = _REST_WITHIN_S) -> None:
        """Wait until nothing is on its way any more between the named replicas, or all of them."""
        looked_at = names or tuple(self._world.services)
        self.until(lambda: self._is_at_rest(looked_at), within_s, "the chain does not come to rest")

    def _is_at_rest(self, names: tuple[str, ...]) -> bool:
        """Look in the direction of the flow: what has left one service is seen by the next."""
        reports = [self._world.doors.health(name) for name in names]
        quiet = all(report["ready"] and not any(report["backlog"].values()) for report in reports)
        return quiet and not self._something_is_missed()

    def _something_is_missed(self) -> bool:
        """Say whether Redis lacks what was published and its relay has not noticed yet."""
        with self._world.redis.client() as client:
            if not all(client.exists(f"kurs:published:{service}") for service in SERVICES):
                return True
            positions = [pair for service in SERVICES for pair in self._books.positions(service).items()]
            ends = {stream: client.xinfo_stream(stream) if client.exists(stream) else {} for stream, _ in positions}
            return any(
                _number(ends[stream].get("last-generated-id", b"0-0").decode()) < _number(position)
                for stream, position in positions
            )

    def report(self) -> str:
        """Return how everything stands."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for name, service in self._world.services.items():
            ends = [f"{end.cause} ({end.code})" for end in service.ends[-5:]]
            yield f"{name}: {json.dumps(self._world.doors.health(name))}, ended {len(service.ends)} times: {ends}"
            yield from (f"  {line}" for line in service.lines()[-_LAST_LINES:])


def _number(position: str) -> tuple[int, int]:
    milliseconds, _, number = position.partition("-")
    return int(milliseconds), int(number or 0)
