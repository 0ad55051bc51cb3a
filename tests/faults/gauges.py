"""What a long run measures beside its outcome: how long services need to be back, and how large they grow."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress

import psutil

from tests.faults.supervised import Supervised

_LOOK_EVERY_S = 0.1


class Gauges:
    """Looks at the processes of one world in a thread of its own."""

    def __init__(
        self, services: Mapping[str, Supervised], is_ready: Callable[[str], bool], redis: Callable[[], int | None]
    ) -> None:
        """Look at *services*, asking *is_ready*, and at the process that *redis* names."""
        self._services = services
        self._is_ready = is_ready
        self._redis = redis
        self._seen = dict.fromkeys(services, 0)
        self._down_since: dict[str, float] = {}
        self.ready: dict[str, bool] = dict.fromkeys(services, True)
        self.recoveries_s: dict[str, list[float]] = defaultdict(list)
        self.peak_bytes: dict[str, int] = defaultdict(int)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to look; ends before this are not counted."""
        self._seen = {name: len(service.ends) for name, service in self._services.items()}
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.wait(_LOOK_EVERY_S):
            for name, service in self._services.items():
                self._look(name, service)
                self._weigh(name, service.pid)
            self._weigh("redis", self._redis())

    def _look(self, name: str, service: Supervised) -> None:
        """From the first death after it was ready until it is ready again: what a caller would notice."""
        if len(service.ends) > self._seen[name]:
            self._down_since.setdefault(name, service.ends[self._seen[name]].at)
            self._seen[name] = len(service.ends)
        self.ready[name] = self._is_ready(name)
        if self.ready[name] and len(service.ends) == self._seen[name] and (since := self._down_since.pop(name, None)):
            self.recoveries_s[name].append(time.monotonic() - since)

    def _weigh(self, name: str, pid: int | None) -> None:
        with suppress(psutil.Error):  # it ended while we looked
            if pid:
                self.peak_bytes[name] = max(self.peak_bytes[name], psutil.Process(pid).memory_info().rss)
