"""The whole product, process by process, in a world in which everything can go wrong."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.kurs.migrations import SERVICES, migrate_all
from services.kurs.plan_file import read_plan_file
from shared.keys import RIGHTS, create_key
from shared.settings import Settings
from tests.faults.doors import Doors
from tests.faults.ports import quiet_ports
from tests.faults.proxy import Proxy
from tests.faults.stores import Store
from tests.faults.supervised import Keeper, Supervised
from tests.support.redis_server import RedisServer
from tests.support.reference import ROOT

SERVE = "services.kurs.commands.serve"
TODAY = "2026-10-15"
PLAN = ROOT / "deploy/plans/plan-2026.yaml"


@dataclass(frozen=True, slots=True)
class Layout:
    """So many *replicas* of a service, one of those not named; *more* settings for all of them, run by *module*.

    With *proxied* each process reaches Redis through a proxy of its own. *plan* is what is owed. *code* is the folder
    of another version, which makes the tables and runs everywhere until a replica is renewed.
    """

    replicas: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    proxied: bool = True
    module: str = SERVE
    plan: Path = PLAN
    code: Path | None = None


class World:
    """Redis, databases, and the services under a keeper."""

    def __init__(self, folder: Path, store: Store, layout: Layout) -> None:
        """Lay everything out in *folder*, on *store*, as *layout* says."""
        self._more, self._module, self._plan = layout.more, layout.module, layout.plan
        self._code = {"PYTHONPATH": str(layout.code)} if layout.code else {}
        self.folder = folder
        self.store = store
        (folder / "redis").mkdir()
        self.redis = RedisServer(folder / "redis")
        self._sockets = tempfile.TemporaryDirectory(prefix="kurs-")
        self._names = {
            name: service for service in SERVICES for name in _names(service, layout.replicas.get(service, 1))
        }
        self.ports = dict(zip(self._names, quiet_ports(len(self._names)), strict=True))
        self.doors = Doors(self.ports)
        self.proxies = {name: self._proxy(name) for name in self._names if layout.proxied}
        self.services = {name: self._service(name, service) for name, service in self._names.items()}
        self.keeper = Keeper(list(self.services.values()))

    def _proxy(self, name: str) -> Proxy:
        return Proxy(Path(self._sockets.name) / f"{name}.sock", self.redis.socket)

    def _service(self, name: str, service: str) -> Supervised:
        proxy = self.proxies.get(name)
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("KURS_", "PYTHON"))},
            "KURS_DATA_DIR": str(self.folder),
            "KURS_REDIS_URL": f"unix://{proxy.front}" if proxy else self.redis.url,
            f"KURS_{service.upper()}_DATABASE_URL": self.store.url(service),
            f"KURS_{service.upper()}_PORT": str(self.ports[name]),
            "KURS_CONSUMER": name,
            "PGAPPNAME": name,
            "KURS_TODAY": TODAY,
            **self._code,
            **self._more,
        }
        command = ["-m", self._module, service]
        return Supervised(name, command, environment, self.folder / f"{name}.log")

    def start(self) -> None:
        """Start everything and publish the plan of 2026; the services are on their way up then."""
        self.redis.start()
        for proxy in self.proxies.values():
            proxy.start()
        self.migrate()
        self.doors.key = create_key(self._settings.keys, office=None, rights=list(RIGHTS))
        self.keeper.start()

    @property
    def _settings(self) -> Settings:
        urls = {f"{service}_database_url": self.store.url(service) for service in SERVICES}
        return Settings(_env_file=None, data_dir=self.folder, **urls)  # type: ignore[arg-type]  # texts are what it reads

    def migrate(self) -> None:
        """Make the tables, or bring them to this version; at first by the other version, where there is one."""
        if not self._code:
            migrate_all(self._settings)
            return
        urls = {f"KURS_{service.upper()}_DATABASE_URL": self.store.url(service) for service in SERVICES}
        environment = {**os.environ, "KURS_DATA_DIR": str(self.folder), **urls, **self._code}
        subprocess.run([sys.executable, "-m", "services.kurs", "migrate"], env=environment, cwd=self.folder, check=True)
        self._code = {}

    def publish_plan(self) -> None:
        """Publish the plan."""
        plan = read_plan_file(self._plan)
        headers = {"Content-Type": "application/yaml"}
        self.doors.ask("planning", "/v1/plans", "POST", content=plan, headers=headers).raise_for_status()

    def close(self) -> None:
        """End everything."""
        self.keeper.close()
        for proxy in self.proxies.values():
            proxy.close()
        self.store.close()
        self.redis.close()
        self._sockets.cleanup()
        self.doors.close()


def _names(service: str, replicas: int) -> Iterator[str]:
    yield service
    yield from (f"{service}-{number}" for number in range(2, replicas + 1))
