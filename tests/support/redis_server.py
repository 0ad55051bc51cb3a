"""A real Redis of its own for a test."""

import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import redis

from services.kurs.embedded_redis import find_redis_server
from tests.support.offspring import end_with_us

_READY_WITHIN_S = 30.0


class RedisServer:
    """A redis-server on a Unix socket, with an append-only file, that a test may harm in every way."""

    def __init__(self, folder: Path) -> None:
        """Keep the data in *folder*; the socket lies in a short path of its own."""
        self.folder = folder
        self._sockets = tempfile.TemporaryDirectory(prefix="kurs-")
        self.socket = Path(self._sockets.name) / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The URL under which the server answers."""
        return f"unix://{self.socket}"

    @property
    def pid(self) -> int:
        """The number of the running process."""
        assert self._process
        return self._process.pid

    @property
    def running(self) -> int | None:
        """The number of the process, or None while none runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [str(find_redis_server()), "--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder)]
        command += ["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=end_with_us)  # noqa: PLW1509 - it only calls the kernel
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + _READY_WITHIN_S
        with self.client() as client:
            while True:
                try:
                    client.ping()
                except redis.ConnectionError:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.01)
                else:
                    return

    def client(self) -> "redis.Redis":
        """Return a client of the server."""
        return redis.Redis.from_url(self.url)

    def stop(self) -> None:
        """Kill the server, as a crash would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Kill the server and start it again on the same files."""
        self.stop()
        self.start()

    def flush(self) -> None:
        """Lose everything, groups included."""
        with self.client() as client:
            client.flushall()

    def lose_files(self) -> None:
        """Kill the server and start it again on an empty disk."""
        self.stop()
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.start()

    def freeze(self) -> None:
        """Stop answering without closing anything."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on where :meth:`freeze` stopped."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Stop the server and remove its socket."""
        self.stop()
        self._sockets.cleanup()
