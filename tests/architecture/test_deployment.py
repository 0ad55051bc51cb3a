"""Image and compose file name what exists, and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.kurs.deployment_secrets import make_secrets
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


def test_every_service_runs_by_its_own_command_and_is_asked_on_its_own_port(compose: dict[str, Any]) -> None:
    settings = Settings(_env_file=None)
    for service in SERVICES:
        described = compose["services"][service]
        port = settings.port(service)
        assert described["command"] == ["serve", service]
        assert all(published.endswith(f":{port}") for published in described["ports"])
        assert f"127.0.0.1:{port}/health/ready" in described["healthcheck"]["test"][-1]


def test_planning_can_run_several_times(compose: dict[str, Any]) -> None:
    [published] = compose["services"]["planning"]["ports"]

    assert re.fullmatch(r"127\.0\.0\.1:\d+-\d+:8082", published)
    assert "KURS_CONSUMER" not in compose["services"]["planning"]["environment"]


def test_the_settings_in_the_compose_file_exist(compose: dict[str, Any]) -> None:
    known = {f"KURS_{name.upper()}" for name in Settings.model_fields}

    for name in (*SERVICES, "migrate", "demo"):
        described = compose["services"][name]
        assert set(described["environment"]) <= known
        files = {secret["target"] for secret in described.get("secrets", ())}
        assert {file.upper() for file in files} <= known


def test_every_secret_is_one_that_is_made(compose: dict[str, Any], tmp_path: Path) -> None:
    made = {f"deploy/secrets/{file.name}" for file in make_secrets(tmp_path)}

    assert {secret["file"] for secret in compose["secrets"].values()} == made


def test_every_folder_that_is_mounted_exists(compose: dict[str, Any]) -> None:
    mounted = [volume for described in compose["services"].values() for volume in described.get("volumes", ())]
    folders = [volume.partition(":")[0] for volume in mounted if volume.startswith("./")]

    assert folders
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_images_are_pinned_and_every_service_says_whether_it_is_healthy(compose: dict[str, Any]) -> None:
    once = {"migrate", "demo"}
    for name, described in compose["services"].items():
        assert re.fullmatch(r"[\w./-]+:v?\d+\.\d+[\w.-]*", described["image"]), name
        assert name in once or {"test", "start_interval"} <= set(described["healthcheck"]), name


def test_our_containers_may_do_little(compose: dict[str, Any]) -> None:
    for name in (*SERVICES, "migrate"):
        described = compose["services"][name]
        assert described["read_only"]
        assert described["cap_drop"] == ["ALL"]
    assert "USER kurs" in DOCKERFILE


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
