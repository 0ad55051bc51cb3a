"""Image and compose file name what exists, and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.kurs.migrations import SERVICES
from shared.settings import Settings
from tests.support.reference import ROOT

COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return content


def test_the_compose_file_follows_its_schema() -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    checked = subprocess.run(
        [checker, "--builtin-schema", "vendor.compose-spec", COMPOSE], capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout


def test_every_service_runs_by_its_own_command_on_its_own_port(compose: dict[str, Any]) -> None:
    settings = Settings(_env_file=None)
    for service in SERVICES:
        described = compose["services"][service]
        port = settings.port(service)
        assert described["command"] == ["serve", service]
        assert described["ports"] == [f"127.0.0.1:{port}:{port}"]
        assert f"127.0.0.1:{port}/health/ready" in described["healthcheck"]["test"][-1]


def test_the_settings_in_the_compose_file_exist(compose: dict[str, Any]) -> None:
    known = {f"KURS_{name.upper()}" for name in Settings.model_fields}

    for described in compose["services"].values():
        assert set(described.get("environment", {})) <= known


def test_no_port_is_open_to_other_machines(compose: dict[str, Any]) -> None:
    ports = [port for described in compose["services"].values() for port in described.get("ports", [])]

    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_redis_forgets_nothing_and_evicts_nothing(compose: dict[str, Any]) -> None:
    command = " ".join(compose["services"]["redis"]["command"])

    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


@pytest.mark.parametrize(("given", "day"), [({}, "2026-10-15"), ({"KURS_TODAY": "2026-06-30"}, "2026-06-30")])
def test_make_run_fixes_the_day_unless_another_is_given(given: dict[str, str], day: str, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "KURS_TODAY"} | given
    printed = subprocess.run(
        ["/usr/bin/env", "make", "--dry-run", "--no-print-directory", "--old-file=setup", "run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    [command] = [line for line in printed.splitlines() if "kurs up" in line]

    seen = subprocess.run(
        ["/bin/sh", "-c", command.replace(".venv/bin/kurs", "env #")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert f"KURS_TODAY={day}" in seen.splitlines()


def test_the_image_copies_files_that_exist() -> None:
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if re.match(r"COPY (?!--from)", line)]

    assert copied
    assert not [name for names in copied for name in names if not (ROOT / name).exists()]


def test_the_locks_have_hashes_and_no_addresses() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index" not in text


def test_the_runtime_lock_is_part_of_the_development_lock() -> None:
    def pinned(name: str) -> set[str]:
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if re.match(r"[a-z0-9]", line)}

    assert pinned("run.txt") <= pinned("dev.txt")
