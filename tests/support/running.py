"""The whole product as a user runs it: `kurs up` in a process of its own, on free ports."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import psutil

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.migrations import SERVICES
from services.kurs.rest import wait_for_rest
from shared.settings import Settings

KURS = Path(sys.executable).parent / "kurs"
_READY_WITHIN_S = 60.0
_REST_WITHIN_S = 60.0
_POLL_S = 0.02
AT_ONCE = 16
"""Single events under way at the same time, as from many clerks."""


def until(condition: Callable[[], bool], within_s: float = 30.0) -> None:
    """Wait until *condition* holds; fail when that takes longer than *within_s*."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(_POLL_S)


def free_ports(number: int) -> list[int]:
    """Return ports that nobody uses now."""
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Running:
    """A `kurs up` that a test started; the day is fixed to *today*."""

    def __init__(self, folder: Path, today: str, **environment: str) -> None:
        """Prepare to keep everything in *folder*."""
        self.folder = folder
        names = [f"KURS_{service.upper()}_PORT" for service in SERVICES]
        ports = dict(zip(names, map(str, free_ports(len(names))), strict=True))
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("KURS_", "PYTHON"))},
            **ports,
            "KURS_DATA_DIR": str(folder / "data"),
            "KURS_TODAY": today,
            "KURS_LANGUAGE": "en",
            **environment,
        }
        self._process: subprocess.Popen[str] | None = None
        self._http = httpx2.Client(timeout=30.0, trust_env=False)

    def start(self, *options: str) -> str:
        """Start and wait for the screen that says so; return what was printed."""
        self._process = self.popen("up", *options)
        return self._read_until("Ctrl-C")

    def popen(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `kurs` with *arguments*."""
        return subprocess.Popen(
            [KURS, *arguments],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _read_until(self, mark: str) -> str:
        assert self._process
        assert self._process.stdout
        read = []
        for line in self._process.stdout:
            read.append(line)
            if mark in line:
                return "".join(read)
        raise AssertionError("".join(read))

    def kurs(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command of `kurs` to its end."""
        return subprocess.run(
            [KURS, *arguments],
            env=self.environment,
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=_READY_WITHIN_S,
            check=False,
        )

    @property
    def settings(self) -> Settings:
        """The settings of this run."""
        given = {name.removeprefix("KURS_").lower(): v for name, v in self.environment.items() if name[:5] == "KURS_"}
        return Settings(_env_file=None, **given)  # type: ignore[arg-type]  # text, as in the environment

    def client(self) -> Client:
        """Return a client with the district's key."""
        return Client(self.settings)

    def rest(self) -> None:
        """Wait until the chain has dealt with everything."""
        with self.client() as client:
            assert wait_for_rest(client, _REST_WITHIN_S), "the chain does not come to rest"

    def key(self, name: str = "district") -> str:
        """Return a key's token."""
        return (self.folder / "data" / "keys" / f"{name}.key").read_text().strip()

    def get(self, service: str, path: str, key: str = "district", **parameters: str) -> Any:
        """Return the JSON of an answer that must be good."""
        response = self.ask("GET", service, path, key, params=parameters)
        response.raise_for_status()
        return response.json()

    def ask(self, method: str, service: str, path: str, key: str | None = "district", **how: Any) -> httpx2.Response:
        """Return an answer."""
        url = f"http://127.0.0.1:{self.settings.port(service)}{path}"
        headers = {**({"Authorization": f"Bearer {self.key(key)}"} if key else {}), **how.pop("headers", {})}
        return self._http.request(method, url, headers=headers, **how)

    def send(self, events: Iterable[dict[str, Any]], *, mode: str = "lines", size: int = 500) -> None:
        """Post *events* as ``lines``, in a ``batch``, or each as a ``single`` one; none may be refused."""
        listed = list(events)
        size = 1 if mode == "single" else size
        bodies = [_body(listed[first : first + size], mode) for first in range(0, len(listed), size)]
        with ThreadPoolExecutor(AT_ONCE if mode == "single" else 1) as senders:
            for answer in senders.map(lambda body: self._post(*body), bodies):
                assert answer.status_code == 202, answer.text
                assert not answer.json()["refused"]

    def _post(self, body: str, media_type: str) -> httpx2.Response:
        return self.ask("POST", "intake", "/v1/events", headers={"Content-Type": media_type}, content=body)

    def children(self) -> dict[str, psutil.Process]:
        """Return the processes of the stack by name."""
        assert self._process
        found = {}
        for child in psutil.Process(self._process.pid).children(recursive=True):
            with suppress(psutil.Error):  # it ended while we looked
                if command := child.cmdline():
                    found["redis" if "redis" in command[0] else command[-1]] = child
        return found

    def kill_services(self) -> None:
        """Kill the three services as a crash would, and wait until the supervisor has started them again."""
        before = {name: child.pid for name, child in self.children().items() if name != "redis"}
        for pid in before.values():
            os.kill(pid, signal.SIGKILL)
        until(lambda: self._all_new(before))

    def _all_new(self, before: dict[str, int]) -> bool:
        try:
            now = {name: child.pid for name, child in self.children().items()}
            return all(now.get(name, pid) != pid and self.is_ready(name) for name, pid in before.items())
        except psutil.Error:
            return False

    def is_ready(self, service: str) -> bool:
        """Say whether *service* calls itself ready."""
        with self.client() as client:
            try:
                return client.request("GET", service, "/health/ready").is_success
            except Failure:
                return False

    def stop(self) -> int:
        """Stop as Ctrl-C does and return the exit code."""
        assert self._process
        children = list(self.children().values())
        self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=_READY_WITHIN_S)
        assert not [child for child in children if child.is_running()], "a process is left"
        return self._process.returncode

    def close(self) -> None:
        """End whatever still runs."""
        self._http.close()
        if self._process and self._process.poll() is None:
            self.stop()
        elif self._process:
            self._process.communicate()


def _body(events: list[dict[str, Any]], mode: str) -> tuple[str, str]:
    match mode:
        case "lines":
            return "\n".join(map(json.dumps, events)), "application/x-ndjson"
        case "batch":
            return json.dumps(events), "application/cloudevents-batch+json"
        case _:
            return json.dumps(events[0]), "application/cloudevents+json"
