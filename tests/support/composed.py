"""The services of the compose file as processes: each with its command line, environment, secrets and health check."""

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import redis
import yaml

from services.kurs.deployment_secrets import make_secrets
from services.kurs.embedded_redis import find_redis_server
from tests.support.offspring import end_with_us
from tests.support.reference import ROOT
from tests.support.running import KURS, free_ports, until

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = ("intake", "planning", "monitoring")


class Composed:
    """Redis with its users and the three services. Only hosts, ports and folders differ from those in the file."""

    def __init__(self, folder: Path, database_url: str, today: str) -> None:
        """Make the secrets in *folder*; nothing starts yet."""
        self.folder = folder
        self.secrets = folder / "secrets"
        make_secrets(self.secrets)
        (self.secrets / "database_url").write_text(database_url)
        with (self.secrets / "redis_users").open("a") as users:
            users.write("user auditor on nopass -@all +acl\n")
        self._today = today
        self.ports = dict(zip(("redis", *SERVICES), free_ports(4), strict=True))
        self._ended = ExitStack()

    def __enter__(self) -> Self:
        """Start everything in the order of the file."""
        self._start("redis", self._redis_command(), dict(os.environ))
        until(self._redis_answers)
        assert self.run("migrate").returncode == 0
        for service in SERVICES:
            self._start(service, [str(KURS), *COMPOSE["services"][service]["command"]], self.environment(service))
        for service in SERVICES:
            until(lambda name=service: self.healthy(name))  # type: ignore[misc]  # a bound default
        return self

    def __exit__(self, *_: object) -> None:
        """End all of them."""
        self._ended.close()

    def _start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env=environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
            )
        self._ended.callback(process.wait)
        self._ended.callback(process.terminate)

    def _redis_command(self) -> list[str]:
        _, *options = COMPOSE["services"]["redis"]["command"]
        given = [option.replace("/run/secrets", str(self.secrets)) for option in options]
        return [str(find_redis_server()), "--port", str(self.ports["redis"]), "--dir", str(self.folder), *given]

    def _redis_answers(self) -> bool:
        try:
            return bool(self.redis("health", "-").ping())
        except redis.RedisError:
            return False

    def redis(self, user: str, password: str | None = None) -> "redis.Redis":
        """Return a client that logs in as *user*; a service's password is the one of its secret."""
        if password is None:
            password = (self.secrets / f"redis_url_{user}").read_text().partition("@")[0].rpartition(":")[2]
        return redis.Redis(port=self.ports["redis"], username=user, password=password)

    def denied(self) -> list[str]:
        """Return what Redis refused to services: who, and which command."""
        with self.redis("auditor", "-") as auditor:
            return [f"{one['username']}: {one['object']}" for one in auditor.acl_log() if one["username"] in SERVICES]

    def environment(self, name: str) -> dict[str, str]:
        """Return the environment of a container, with its secrets in a folder of their own."""
        described = COMPOSE["services"][name]
        folder = self.folder / "credentials" / name
        folder.mkdir(parents=True, exist_ok=True)
        for secret in described.get("secrets", ()):
            text = (self.secrets / secret["source"]).read_text()
            (folder / secret["target"]).write_text(text.replace("redis:6379", f"127.0.0.1:{self.ports['redis']}"))
        given = dict(described["environment"]) | {
            "KURS_DATA_DIR": str(self.folder / "data"),
            "KURS_HOST": "127.0.0.1",
            "KURS_TODAY": self._today,
            "CREDENTIALS_DIRECTORY": str(folder),
            **{f"KURS_{service.upper()}_PORT": str(self.ports[service]) for service in SERVICES},
        }
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("KURS_", "PYTHON"))}
        return clean | {key: "" if "${" in str(value) else str(value) for key, value in given.items()}

    def run(self, *arguments: str, name: str = "migrate", **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command of `kurs` to its end, in the environment of the container *name*."""
        environment = self.environment(name) | more
        return subprocess.run(
            [KURS, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
        )

    def healthy(self, service: str) -> bool:
        """Say what the file's own health check says."""
        _, program, *arguments = COMPOSE["services"][service]["healthcheck"]["test"]
        inside = {"intake": 8081, "planning": 8082, "monitoring": 8083}[service]
        given = [one.replace(f":{inside}/", f":{self.ports[service]}/") for one in arguments]
        beside = str(KURS.parent / program)
        return subprocess.run([beside, *given], capture_output=True, check=False).returncode == 0
