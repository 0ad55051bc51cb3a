"""A real Prometheus of its own for a test, with the rules that are deployed."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
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

_DEPLOYED = ROOT / "deploy/prometheus"
_TIMES = 300
"""What must hold for a quarter of an hour must hold for three seconds."""

Rule = dict[str, Any]


def patient(rule: Rule) -> Rule:
    """Return *rule* with a shorter ``for``."""
    return rule | ({"for": sooner(rule["for"], _TIMES)} if "for" in rule else {})


class Prometheus:
    """What was scraped, and which alerts fire."""

    def __init__(self, port: int) -> None:
        """Ask the one that listens on *port*."""
        self.port = port
        self._http = httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False)

    def ready(self) -> bool:
        """Say whether it answers."""
        try:
            return self._http.get("/-/ready").is_success
        except httpx2.HTTPError:
            return False

    def ask(self, expression: str) -> list[dict[str, Any]]:
        """Return the samples of *expression* now."""
        answer = self._http.get("/api/v1/query", params={"query": expression})
        assert answer.is_success, (expression, answer.text)
        samples: list[dict[str, Any]] = answer.json()["data"]["result"]
        return samples

    def firing(self) -> set[str]:
        """Return the names of the alerts that fire."""
        return {labels["alertname"] for labels in self.alerts()}

    def alerts(self) -> list[dict[str, str]]:
        """Return the labels of the alerts that fire."""
        alerts = self._http.get("/api/v1/alerts").json()["data"]["alerts"]
        return [alert["labels"] for alert in alerts if alert["state"] == "firing"]

    def close(self) -> None:
        """Close the connection."""
        self._http.close()


@contextmanager
def prometheus(
    folder: Path, jobs: dict[str, int], alertmanager: int | None = None, changed: Callable[[Rule], Rule] = patient
) -> Iterator[Prometheus]:
    """Run one that scrapes *jobs* (name and port) every second, with the deployed rules *changed*."""
    program = shutil.which("prometheus")
    if program is None:
        pytest.skip("prometheus is not installed (Debian: prometheus)")
    [port] = free_ports(1)
    command = [
        program,
        f"--config.file={_configured(folder, jobs, alertmanager, changed)}",
        f"--storage.tsdb.path={folder / 'tsdb'}",
        "--rules.alert.resend-delay=1s",
    ]
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, f"--web.listen-address=127.0.0.1:{port}"],
            stdout=log,
            stderr=log,
            preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
        )
    found = Prometheus(port)
    try:
        until(found.ready)
        yield found
    finally:
        found.close()
        process.kill()
        process.wait()


def _configured(folder: Path, jobs: dict[str, int], alertmanager: int | None, changed: Callable[[Rule], Rule]) -> Path:
    """Write the deployed configuration with other addresses and shorter times."""
    config = yaml.safe_load((_DEPLOYED / "prometheus.yml").read_text())
    config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    deployed = {job["job_name"] for job in config["scrape_configs"]}
    assert jobs.keys() <= deployed
    config["scrape_configs"] = [
        {"job_name": name, "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]} for name, port in jobs.items()
    ]
    targets = [f"127.0.0.1:{alertmanager}"] if alertmanager else []
    config["alerting"] = {"alertmanagers": [{"static_configs": [{"targets": targets}]}]}
    (folder / "rules").mkdir(parents=True)
    for file in (_DEPLOYED / "rules").iterdir():
        rules = yaml.safe_load(file.read_text())
        for group in rules["groups"]:
            group["rules"] = [changed(rule) for rule in group["rules"]]
        (folder / "rules" / file.name).write_text(yaml.safe_dump(rules))
    written = folder / "prometheus.yml"
    written.write_text(yaml.safe_dump(config))
    return written
