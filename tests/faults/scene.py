"""A world with a caller in it, what may befall it, and the judgement at the end of a scenario."""

import itertools
import json
import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.faults.books import Books
from tests.faults.outcome import Outcome
from tests.faults.poison import FIELD
from tests.faults.sender import Sender
from tests.faults.stores import Store
from tests.faults.supervised import Supervised
from tests.faults.verifier import Verifier
from tests.faults.watching import Watching
from tests.faults.world import Layout, World

SEED = int(os.environ.get("KURS_SEED", "1"))
_DIES_WITHIN_S = 60.0
_ACCEPTS_WITHIN_S = 30.0
_EVENTS_AT_MOST = 10_000


class Scene:
    """What a scenario plays in; it may be used again after it was found in order."""

    def __init__(self, folder: Path, store: Store, layout: Layout, seed: int = SEED) -> None:
        """Start a world in *folder*, on *store*, as *layout* says; *seed* decides what is sent."""
        self.store = store
        self.seed = seed
        self.world = World(folder, store, layout)
        self.books = Books(store)
        self.watch = Watching(self.world, self.books)
        self.sender = Sender(self._post, seed)
        self.fresh = True
        self._doors = itertools.cycle(name for name in self.world.services if name.startswith("intake"))
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        self.world.start()
        self.watch.ready()
        self.world.publish_plan()
        self.watch.at_rest()

    def _post(self, body: bytes, media_type: str) -> httpx2.Response:
        return self.world.doors.post(body, media_type, next(self._doors))

    def service(self, name: str) -> Supervised:
        """Return a replica's process."""
        return self.world.services[name]

    def let_die(self, place: str, name: str | None = None, times: int = 2) -> None:
        """Start a replica anew, so that it dies at *place*, and wait until it has died there so many *times*."""
        died = self.condemn(place, name, times)
        self.watch.until(died, _DIES_WITHIN_S, f"nobody dies at {place}")

    def condemn(self, place: str, name: str | None = None, times: int = 1) -> Callable[[], bool]:
        """Start a replica anew, so that it dies at *place*; return the condition that it has, so many *times*."""
        service = self.service(name or place.partition(".")[0])

        def deaths() -> int:
            return sum(end.cause == place for end in service.ends)

        enough = deaths() + times
        service.arm(lambda: f"{place}:1" if deaths() < enough else "")
        service.kill()
        return lambda: deaths() >= enough

    def lasts(self, seconds: float) -> None:
        """Let a state of things last."""
        time.sleep(seconds)

    def accepts_for(self, seconds: float) -> None:
        """Let a state of things last, in which intake goes on accepting."""
        self.lasts(seconds)
        before = len(self.sender.accepted)
        self.watch.until(lambda: len(self.sender.accepted) > before, _ACCEPTS_WITHIN_S, "intake accepts nothing more")

    @contextmanager
    def full_disk(self, pid: int | None) -> Iterator[None]:
        """Let no file of a process grow."""
        assert pid
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, most))
        try:
            yield
        finally:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))

    def alerts_told(self) -> list[str]:
        """Return the ids of the changes of alerts that anybody could read, repeats included."""
        with self.world.redis.client() as client:
            return [json.loads(message[FIELD])["id"] for _, message in client.xrange("kurs.alerts")]

    def is_settled(self) -> bool:
        """Say whether planning calls everything settled that was accepted."""
        return self.books.settled() == len(self.sender.accepted)

    def outcome(self, sample: int = 50) -> Outcome:
        """Wait for rest, and return what became of everything that was ever accepted."""
        self.watch.at_rest()
        outcome = Verifier(self.sender.accepted, self.books, self.world.doors.get).verify(sample)
        outcome.blame("wrong", len(self.sender.surprises), self.sender.surprises[:3])
        return outcome

    def assert_in_order(self) -> None:
        """Fail unless everything that was accepted is in the books once, and every figure is right."""
        outcome = self.outcome()
        assert outcome.in_order, "\n".join([f"seed {self.seed}", *outcome.lines(), self.watch.report()])
        self.fresh = len(self.sender.accepted) < _EVENTS_AT_MOST

    def close(self) -> None:
        """End the world."""
        self.world.close()
