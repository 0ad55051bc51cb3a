"""The runbook of a disk that fills up: on a file system of its own, which a service has in a namespace of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.hurried import hurried
from tests.faults.world import SERVE
from tests.support.offspring import end_with_us
from tests.support.prometheus import prometheus
from tests.support.running import free_ports, until

_SIZE = 32 * 1024 * 1024
_MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'


@contextmanager
def on_a_small_disk(folder: Path, port: int) -> Iterator[Path]:
    """Run intake with its data on a disk of its own in *folder*; yield where others see that disk."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KURS_", "PYTHON"))}
    given = {"KURS_DATA_DIR": str(folder), "KURS_INTAKE_PORT": str(port)}
    namespace = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", _MOUNT, "sh", str(_SIZE), str(folder)]
    process = subprocess.Popen(
        [*namespace, sys.executable, "-m", SERVE, "intake"],
        env=environment | given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
    )
    try:
        yield Path(f"/proc/{process.pid}/root{folder}")
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(
    not shutil.which("unshare") or subprocess.run(["unshare", "-Urm", "true"], check=False).returncode != 0,  # noqa: S607 - it is what we look for
    reason="no namespaces here",
)
def test_a_disk_that_fills_is_told_until_there_is_room(tmp_path: Path) -> None:
    [port] = free_ports(1)
    with (
        tempfile.TemporaryDirectory() as folder,
        on_a_small_disk(Path(folder), port) as disk,
        prometheus(tmp_path, {"intake": port}, changed=hurried) as found,
    ):
        until(lambda: bool(found.ask("kurs_disk_size_bytes == 32 * 1024 * 1024")))
        assert "KurshalterDiskFilling" not in found.firing()
        old_backup = disk / "old-backup"
        old_backup.write_bytes(bytes(_SIZE * 92 // 100))
        until(lambda: "KurshalterDiskFilling" in found.firing())

        old_backup.unlink()

        until(lambda: "KurshalterDiskFilling" not in found.firing())
        assert found.ask("kurs_disk_free_bytes / kurs_disk_size_bytes > 0.1")
