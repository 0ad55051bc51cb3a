"""Image and compose file name what exists, and nothing else."""

import os
import re
import subprocess
import sys
import zipfile
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
OURS = (*SERVICES, "migrate", "demo")
CLEAN_STOP_S = 20
"""So long a service takes at most to finish what it has in hand."""


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
    for name in OURS:
        described = compose["services"][name]
        assert described["read_only"]
        assert described["tmpfs"] == ["/tmp"]  # noqa: S108 - a file system of the container's own
        assert described["cap_drop"] == ["ALL"]
    assert instructions("USER") == ["kurs"]


def test_nobody_gains_rights_and_no_log_fills_the_disk(compose: dict[str, Any]) -> None:
    for name, described in compose["services"].items():
        assert described["security_opt"] == ["no-new-privileges:true"], name
        assert described["logging"] == {"driver": "local"}, name


def test_a_container_has_time_for_a_clean_stop_and_hears_of_it(compose: dict[str, Any]) -> None:
    assert instructions("STOPSIGNAL") == ["SIGTERM"]
    assert instructions("ENTRYPOINT") == ['["kurs"]']
    for name in OURS:
        described = compose["services"][name]
        assert described["init"]
        assert int(described["stop_grace_period"].removesuffix("s")) > CLEAN_STOP_S


def test_data_lie_in_named_volumes_that_exist(compose: dict[str, Any]) -> None:
    mounted = [volume for described in compose["services"].values() for volume in described.get("volumes", ())]
    named = {volume.partition(":")[0] for volume in mounted if not volume.startswith("./")}

    assert named == set(compose["volumes"])
    assert all(volume.endswith(":ro") for volume in mounted if volume.startswith("./"))


def test_tables_are_brought_up_to_date_once_and_before_the_services_start(compose: dict[str, Any]) -> None:
    assert compose["services"]["migrate"]["restart"] == "no"
    for name in SERVICES:
        after = {other: how["condition"] for other, how in compose["services"][name]["depends_on"].items()}
        healthy = dict.fromkeys(("redis", "postgres"), "service_healthy")
        assert after == {**healthy, "migrate": "service_completed_successfully"}


def test_each_profile_is_what_it_says(compose: dict[str, Any]) -> None:
    profiles: dict[str, set[str]] = {}
    for name, described in compose["services"].items():
        for profile in described.get("profiles", ["core"]):
            profiles.setdefault(profile, set()).add(name)

    assert profiles == {
        "core": {"redis", "postgres", "migrate", *SERVICES},
        "observability": {"prometheus", "alertmanager", "grafana", "mailpit"},
        "demo": {"demo", "mailpit"},
    }


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


def test_the_image_is_made_of_what_is_sent_to_the_builder_and_nothing_else_is() -> None:
    copied = {name for line in instructions("COPY") if not line.startswith("--from") for name in line.split()[:-1]}
    ignored = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]

    assert ignored[0] == "*"
    assert {line.removeprefix("!") for line in ignored[1:] if line[0] == "!"} == copied
    assert [line for line in ignored[1:] if line[0] != "!"] == ["**/__pycache__"]
    assert not [name for name in copied if not (ROOT / name).exists()]


def test_the_image_is_built_in_stages_from_a_lock_with_hashes() -> None:
    assert len(bases := instructions("FROM")) == 2
    assert all(re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+( AS build)?", base) for base in bases)
    assert "--require-hashes -r requirements/${LOCK}.txt" in DOCKERFILE
    assert "--no-deps --no-build-isolation" in DOCKERFILE
    assert instructions("ARG") == ["LOCK=run"]


def test_the_locks_of_the_image_differ_by_what_traces_need() -> None:
    more = pinned("tracing.txt") - pinned("run.txt")

    assert pinned("run.txt") <= pinned("tracing.txt") <= pinned("dev.txt")
    assert {"opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http"} <= {one.partition("==")[0] for one in more}
    assert not any(one.startswith("opentelemetry-sdk") for one in pinned("run.txt"))


def test_the_locks_have_hashes_and_no_addresses() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index" not in text


def pinned(name: str) -> set[str]:
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    return {line.split(" ")[0] for line in lines if re.match(r"[a-z0-9]", line)}


def instructions(name: str) -> list[str]:
    """Return what stands behind each instruction *name* of the image."""
    return [line.removeprefix(name).strip() for line in DOCKERFILE.splitlines() if line.startswith(f"{name} ")]


def test_the_package_needs_nothing_of_the_repository(tmp_path: Path) -> None:
    built, unpacked, empty = tmp_path / "built", tmp_path / "unpacked", tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built], cwd=ROOT, check=True)
    [wheel] = built.iterdir()
    with zipfile.ZipFile(wheel) as files:
        files.extractall(unpacked)
        names = set(files.namelist())
    empty.mkdir()
    kept = [file for folder in ("services", "shared", "deploy/plans") for file in (ROOT / folder).rglob("*")]
    needed = {str(file.relative_to(ROOT)) for file in kept if file.is_file() and "__pycache__" not in file.parts}

    work = (
        "import sys; import services.kurs.first_start as first; from services.kurs.__main__ import main;"
        "print(*first.PLANS.glob('*.yaml'), flush=True); sys.argv = ['kurs', 'migrate']; main()"
    )
    environment = {"PYTHONPATH": str(unpacked), "KURS_DATA_DIR": str(tmp_path / "data")}
    done = subprocess.run(
        [sys.executable, "-c", work], env=environment, cwd=empty, capture_output=True, text=True, check=True
    )
    plan, *migrated = done.stdout.splitlines()

    assert needed <= names
    assert plan == str(unpacked / "deploy/plans/plan-2026.yaml")
    assert len(migrated) == len(SERVICES)
    assert not list(empty.iterdir())
