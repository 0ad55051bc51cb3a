"""Where the services keep their books: SQLite files or a PostgreSQL, which a test may take away."""

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.conninfo import conninfo_to_dict

from tests.faults.proxy import Proxy
from tests.support.offspring import end_with_us
from tests.support.postgres import PostgresServer

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
_SOCKET = ".s.PGSQL.5432"

Rows = list[tuple[Any, ...]]


class Store(Protocol):
    """The databases of one world."""

    def url(self, service: str) -> str:
        """Return the URL that *service* is given."""
        ...

    def rows(self, service: str, sql: str) -> Rows:
        """Return what a query of the books of *service* yields, past all proxies."""
        ...

    def held(self, service: str) -> Any:
        """Hold the books of *service*, so that nobody else can write, for a ``with`` block."""
        ...

    def crash(self) -> None:
        """Take the databases away as a crash would, as far as there is something to crash."""
        ...

    def recover(self) -> None:
        """Bring them back."""
        ...

    def close(self) -> None:
        """Let go of everything that belongs to this world."""
        ...


class SqliteStore:
    """A file a service. A file cannot crash: instead a stranger takes its lock and is killed in a transaction."""

    def __init__(self, folder: Path) -> None:
        """Keep the files in *folder*."""
        self._folder = folder
        self._strangers: list[subprocess.Popen[str]] = []

    def file(self, service: str) -> Path:
        """Return the file of *service*."""
        return self._folder / f"{service}.sqlite3"

    def url(self, service: str) -> str:
        return f"sqlite:///{self.file(service)}"

    def rows(self, service: str, sql: str) -> Rows:
        with closing(sqlite3.connect(f"file:{self.file(service)}?mode=ro", uri=True, timeout=60)) as connection:
            return connection.execute(sql).fetchall()

    @contextmanager
    def held(self, service: str) -> Iterator[None]:
        stranger = self._hold(service)
        try:
            yield
        finally:
            self._kill(stranger)

    def _hold(self, service: str) -> "subprocess.Popen[str]":
        stranger = subprocess.Popen(
            [sys.executable, "-c", _HOLD, self.file(service)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
        )
        assert stranger.stdout
        assert stranger.stdout.readline() == "held\n"
        return stranger

    @staticmethod
    def _kill(stranger: "subprocess.Popen[str]") -> None:
        stranger.kill()
        stranger.communicate()

    def crash(self) -> None:
        self._strangers = [self._hold(service) for service in ("intake", "planning", "monitoring")]

    def recover(self) -> None:
        while self._strangers:
            self._kill(self._strangers.pop())

    def close(self) -> None:
        self.recover()


class PostgresStore:
    """A database of its own on a server; each service comes through a proxy of its own when *proxied*."""

    def __init__(self, server: PostgresServer, *, proxied: bool) -> None:
        """Make an empty database on *server*."""
        self._server = server
        self._url = server.new_database()
        self._sockets = tempfile.TemporaryDirectory(prefix="kurs-")
        self.proxies: dict[str, Proxy] = {}
        if proxied:
            self.proxies = {name: self._proxy(name) for name in ("intake", "planning", "monitoring")}

    def _proxy(self, service: str) -> Proxy:
        folder = Path(self._sockets.name) / service
        folder.mkdir()
        proxy = Proxy(folder / _SOCKET, Path(str(conninfo_to_dict(self._url)["host"])) / _SOCKET)
        proxy.start()
        return proxy

    def url(self, service: str) -> str:
        if proxy := self.proxies.get(service):
            return f"{self._url.partition('?')[0]}?host={proxy.front.parent}"
        return self._url

    def rows(self, service: str, sql: str) -> Rows:
        with self._connect(service) as connection:
            return connection.execute(sql.encode()).fetchall()

    def _connect(self, service: str) -> "psycopg.Connection[tuple[Any, ...]]":
        return psycopg.connect(self._url, options=f"-c search_path={service}", autocommit=True)

    @contextmanager
    def held(self, service: str) -> Iterator[None]:
        with self._connect(service) as connection, connection.transaction():
            query = f"SELECT tablename FROM pg_tables WHERE schemaname = '{service}'"  # noqa: S608 - one of our three
            names = [name for (name,) in connection.execute(query.encode())]
            connection.execute(f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE".encode())
            yield

    def hang_up(self) -> None:
        """End all connections, as an administrator would."""
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        self.rows("intake", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608 - ours

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Let nobody write, for a ``with`` block."""
        self._set_read_only("on")
        try:
            yield
        finally:
            self._set_read_only("off")

    def _set_read_only(self, value: str) -> None:
        with self._connect("intake") as connection:
            change = f"ALTER DATABASE {connection.info.dbname} SET default_transaction_read_only = {value}"
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(change.encode())
        self.hang_up()

    def crash(self) -> None:
        self._server.kill()

    def recover(self) -> None:
        self._server.start()

    def close(self) -> None:
        for proxy in self.proxies.values():
            proxy.close()
        self._sockets.cleanup()
