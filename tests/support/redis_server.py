"""A real Redis of its own for a test."""

import subprocess
import tempfile
import time
from pathlib import Path

import redis

from services.kurs.embedded_redis import find_redis_server

_READY_WITHIN_S = 10.0


class RedisServer:
    """A redis-server on a Unix socket, with an append-only file, that a test may stop and start."""

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

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [str(find_redis_server()), "--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder)]
        command += ["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self._wait()

    def _wait(self) -> None:
        client = redis.Redis.from_url(self.url)
        deadline = time.monotonic() + _READY_WITHIN_S
        while True:
            try:
                client.ping()
                client.close()
            except redis.ConnectionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                return

    def stop(self) -> None:
        """Kill the server, as a crash would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """Stop the server and remove its socket."""
        self.stop()
        self._sockets.cleanup()
