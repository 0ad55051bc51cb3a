"""A real Alertmanager of its own for a test, with the configuration that is deployed."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

from tests.support.offspring import end_with_us
from tests.support.reference import ROOT
from tests.support.running import free_ports, until
from tests.support.sooner import sooner

DEPLOYED = ROOT / "deploy/alertmanager/alertmanager.yml"
DEAD_MAN = "dead-man@example.org"
_TIMES = 300
"""A minute lasts a fifth of a second."""

_WAITS = ("group_wait", "group_interval", "repeat_interval")


class Alertmanager:
    """What it was told, and what it makes of that."""

    def __init__(self, port: int) -> None:
        """Ask the one that listens on *port*."""
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._http = httpx2.Client(base_url=self.url, trust_env=False)

    def ready(self) -> bool:
        """Say whether it answers."""
        try:
            return self._http.get("/-/ready").is_success
        except httpx2.HTTPError:
            return False

    def alerts(self, name: str) -> list[dict[str, Any]]:
        """Return the alerts called *name* that are open, the inhibited ones included."""
        found: list[dict[str, Any]] = self._http.get("/api/v2/alerts").raise_for_status().json()
        return [one for one in found if one["labels"]["alertname"] == name]

    def hear(self, *alerts: dict[str, Any]) -> None:
        """Post *alerts* as Prometheus does."""
        self._http.post("/api/v2/alerts", json=alerts).raise_for_status()

    def close(self) -> None:
        """Close the connection."""
        self._http.close()


@contextmanager
def alertmanager(folder: Path, smtp: int, port: int | None = None) -> Iterator[Alertmanager]:
    """Run one that keeps its data in *folder* and mails to the server on the port *smtp*."""
    program = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
    if program is None:
        pytest.skip("Alertmanager is not installed (Debian: prometheus-alertmanager)")
    found = Alertmanager(port or free_ports(1)[0])
    command = [program, f"--config.file={_configured(folder, smtp)}", f"--storage.path={folder}"]
    with (folder / "alertmanager.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--cluster.listen-address=", f"--web.listen-address=127.0.0.1:{found.port}"],
            stdout=log,
            stderr=log,
            preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
        )
    try:
        until(found.ready)
        yield found
    finally:
        found.close()
        process.kill()
        process.wait()


def _configured(folder: Path, smtp: int) -> Path:
    """Write the deployed configuration with a test's mail server, an address for the dead man, and shorter times."""
    config = yaml.safe_load(DEPLOYED.read_text())
    config["global"]["smtp_smarthost"] = f"127.0.0.1:{smtp}"
    [dead_man] = [one for one in config["receivers"] if one["name"] == "dead-man"]
    dead_man["email_configs"] = [{"to": DEAD_MAN, "send_resolved": True}]
    _hurry(config["route"])
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "alertmanager.yml"
    written.write_text(yaml.safe_dump(config))
    return written


def _hurry(route: dict[str, Any]) -> None:
    route.update({name: sooner(route[name], _TIMES) for name in _WAITS if name in route})
    for inner in route.get("routes", ()):
        _hurry(inner)
