"""The embedded stack: Redis and the three services under one supervisor."""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from services.kurs.client import Client
from services.kurs.embedded_redis import embedded_redis, wait_for_redis
from services.kurs.failure import Failure
from services.kurs.migrations import SERVICES
from services.kurs.processes import Child
from shared.settings import Settings

_READY_WITHIN_S = 30.0
_STOP_WITHIN_S = 7.0
_POLL_S = 0.05
_RESTARTS_AT_MOST = 5
_RESTARTS_WITHIN_S = 60.0


class Stack:
    """Starts everything, starts again what dies, stops everything."""

    def __init__(self, settings: Settings) -> None:
        """Describe the processes. Raises :class:`Failure` when a port is taken."""
        for service in SERVICES:
            _check_port(settings, service)
        self._settings = settings
        self._redis = None if settings.redis_url else embedded_redis(settings)
        self._services = [_service(settings, name) for name in SERVICES]

    def start_redis(self) -> None:
        """Start the embedded Redis, unless another one is used."""
        if self._redis:
            self._redis.start()
            wait_for_redis(self._redis, self._settings.redis)

    def start_services(self) -> None:
        """Start the three services."""
        for child in self._services:
            child.start()

    def wait_until_ready(self, client: Client) -> None:
        """Wait until every service says that it can work. Raises :class:`Failure` for the first that cannot."""
        deadline = time.monotonic() + _READY_WITHIN_S
        for child in self._services:
            while not _is_ready(client, child.name):
                if child.code is not None or time.monotonic() > deadline:
                    raise Failure("service-failed", service=child.name, log=child.log)
                time.sleep(_POLL_S)

    def revive(self, told: Callable[[str, int], None]) -> None:
        """Start again what has ended, telling its name and exit code. Raises :class:`Failure` when that is hopeless."""
        children = [*self._services, *([self._redis] if self._redis else [])]
        for child in children:
            if (code := child.code) is not None:
                recent = [start for start in child.starts if start > time.monotonic() - _RESTARTS_WITHIN_S]
                if len(recent) > _RESTARTS_AT_MOST:
                    raise Failure("gave-up", service=child.name, log=child.log)
                told(child.name, code)
                child.start()

    def stop(self) -> None:
        """Stop the services first and Redis last, so that what they have in hand is finished."""
        deadline = time.monotonic() + _STOP_WITHIN_S
        for child in self._services:
            child.ask_to_stop()
        for child in self._services:
            child.wait_until(deadline)
        if self._redis:
            self._redis.ask_to_stop()
            self._redis.wait_until(time.monotonic() + _STOP_WITHIN_S / 3)


@contextmanager
def running_stack(settings: Settings) -> Iterator[Stack]:
    """Yield a stack that is stopped on the way out, however that is."""
    stack = Stack(settings)
    try:
        yield stack
    finally:
        stack.stop()


def _service(settings: Settings, name: str) -> Child:
    command = [sys.executable, "-m", "services.kurs.commands.serve", name]
    environment = {**os.environ, **_handed_on(settings)}
    return Child(name, command, environment, settings.data_dir / "logs" / f"{name}.log")


def _handed_on(settings: Settings) -> dict[str, str]:
    """Return what options of `kurs up` have changed; the rest of the settings the child reads itself."""
    names = ("data_dir", "redis_url", "database_url")
    return {f"KURS_{name.upper()}": str(value) for name in names if (value := getattr(settings, name))}


def _check_port(settings: Settings, service: str) -> None:
    port = settings.port(service)
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, port))
        except OSError:
            raise Failure("port-taken", port=port, setting=f"KURS_{service.upper()}_PORT") from None


def _is_ready(client: Client, service: str) -> bool:
    try:
        return client.request("GET", service, "/health/ready").is_success
    except Failure:
        return False
