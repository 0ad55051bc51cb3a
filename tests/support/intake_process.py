"""Intake as a process of its own, behind a real server that loses its patience soon."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from services.intake.app import create_app
from shared.connections import Limits
from shared.serve import serve
from shared.settings import Settings
from shared.telemetry.logs import configure_logs
from tests.support.offspring import end_with_us
from tests.support.reference import ROOT
from tests.support.running import free_ports, until

PATIENCE_S = 1.0
CONNECTIONS = 60


class IntakeProcess:
    """A running intake, as a hostile caller sees it."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        """Look at *process*, which listens at *port*."""
        self.port = port
        self._process = psutil.Process(process.pid)

    @property
    def memory_mb(self) -> float:
        """The resident memory."""
        return float(self._process.memory_info().rss) / 1e6

    def listens(self) -> bool:
        """Say whether the server is up."""
        return any(link.laddr.port == self.port for link in self._process.net_connections() if link.status == "LISTEN")


@contextmanager
def intake_process(settings: Settings) -> Iterator[IntakeProcess]:
    """Run intake in a process until the block is left."""
    (port,) = free_ports(1)
    given = {"DATA_DIR": settings.data_dir, "REDIS_URL": settings.redis, "TODAY": settings.today, "INTAKE_PORT": port}
    environment = {**os.environ, **{f"KURS_{name}": str(value) for name, value in given.items()}}
    with (Path(settings.data_dir) / "intake.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
        )
    try:
        intake = IntakeProcess(process, port)
        until(intake.listens)
        yield intake
    finally:
        process.terminate()
        process.wait(timeout=30)


if __name__ == "__main__":
    configure_logs("intake")
    own = Settings(_env_file=None)
    limits = Limits(seconds=PATIENCE_S, connections=CONNECTIONS)
    serve(create_app(own, body_within_s=PATIENCE_S), own.host, own.port("intake"), limits)
