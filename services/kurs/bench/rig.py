"""A private Redis, a private database and the product's services on them, on free ports of this machine."""

import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.kurs.bench.databases import Databases
from services.kurs.bench.events import TODAY
from services.kurs.bench.processes import Measured
from services.kurs.client import Client
from services.kurs.embedded_redis import embedded_redis, wait_for_redis
from services.kurs.failure import Failure
from services.kurs.first_start import ensure_district_key, publish_first_plans
from services.kurs.migrations import SERVICES, migrate_all
from shared.settings import Settings

_READY_WITHIN_S = 30.0
_POLL_S = 0.05


class Rig:
    """Starts what a measurement needs, in a folder of its own."""

    def __init__(self, folder: Path, databases: Databases) -> None:
        """Choose ports and fresh databases of one kind; nothing runs yet."""
        self.folder = folder
        self.database = databases.name
        self._databases = databases
        self._children: list[Measured] = []
        self._given = _settings(folder, databases)
        self.settings = Settings(**self._given)
        self._redis = embedded_redis(self.settings)

    def start(self) -> None:
        """Start Redis."""
        self._redis.start()
        wait_for_redis(self._redis, self.settings.redis)

    def prepare_product(self) -> None:
        """Make the services' tables, and a key that may do everything."""
        ensure_district_key(self.settings)
        migrate_all(self.settings)

    def fresh_database(self, owner: str) -> str:
        """Return the URL of an empty database."""
        return self._databases.fresh(self.folder, [owner])[owner]

    def run(self, name: str, command: list[str], **environment: str) -> Measured:
        """Start a Python *command*."""
        own = {f"KURS_{setting.upper()}": str(value) for setting, value in self._given.items()}
        log = self.folder / "logs" / f"{name}.log"
        child = Measured(name, [sys.executable, *command], {**os.environ, **own, **environment}, log)
        self._children.append(child)
        child.start()
        return child

    def serve(self, service: str) -> Measured:
        """Start a service."""
        return self.run(service, ["-m", "services.kurs.commands.serve", service])

    def wait_until_ready(self, child: Measured, client: Client) -> None:
        """Wait until a service can work. Raises :class:`Failure` when it cannot."""
        deadline = time.monotonic() + _READY_WITHIN_S
        while not _is_ready(client, child.name):
            if child.code is not None or time.monotonic() > deadline:
                raise Failure("service-failed", service=child.name, log=child.log)
            time.sleep(_POLL_S)

    def publish_plan(self, client: Client) -> None:
        """Publish the plan that comes with the program; planning must run."""
        publish_first_plans(client)

    def stop(self) -> None:
        """End everything that was started."""
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.stop()
        self._redis.ask_to_stop()
        self._redis.wait_until(time.monotonic() + _READY_WITHIN_S)


@contextmanager
def rig(databases: Databases) -> Iterator[Rig]:
    """Yield a rig with a running Redis; on the way out all ends, and the folder is removed unless something failed."""
    folder = Path(tempfile.mkdtemp(prefix="kurs-bench-"))
    made = Rig(folder, databases)
    try:
        made.start()
        yield made
    except Failure:
        made.stop()  # its logs say why
        raise
    except BaseException:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path, databases: Databases) -> dict[str, Any]:
    urls = databases.fresh(folder, SERVICES)
    return {
        "data_dir": folder,
        "today": TODAY,
        "host": "127.0.0.1",
        **{f"{service}_database_url": url for service, url in urls.items()},
        **{f"{service}_port": port for service, port in zip(SERVICES, _free_ports(), strict=True)},
    }


def _free_ports() -> list[int]:
    sockets = [socket.socket() for _ in SERVICES]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _is_ready(client: Client, service: str) -> bool:
    try:
        return client.request("GET", service, "/health/ready").is_success
    except Failure:
        return False
