"""A process under a tiny supervisor: what ends is started again, and how it ended is remembered."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.offspring import end_with_us

_LOOK_EVERY_S = 0.01
_STOP_WITHIN_S = 20.0
BY_HAND = "SIGKILL"


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended: by its *code*, at a moment (monotonic seconds), and at which place or by what."""

    at: float
    code: int
    cause: str


class Supervised:
    """One process; all methods may be called from any thread."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        """Describe the process *name*, a Python with the arguments *command*; its keeper starts it."""
        self.name = name
        self.log = log
        self._command = command
        self.ends: list[End] = []
        self.wanted = False
        self._environment = environment
        self._crash_at: Callable[[], str] = str
        self._armed = ""
        self._killed = False
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the running process, or None."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def arm(self, crash_at: Callable[[], str]) -> None:
        """Ask *crash_at* before each start at which places the new process is to die: ``name:chance,...``."""
        self._crash_at = crash_at

    def look(self) -> None:
        """Note an end and start again what should run; only the keeper calls this."""
        if self._process and (code := self._process.poll()) is not None:
            self._process = None
            self.ends.append(End(time.monotonic(), code, self._cause(code)))
        if self.wanted and self._process is None:
            self._start()

    def _cause(self, code: int) -> str:
        if code == -signal.SIGKILL:
            return BY_HAND if self._killed or not self._armed else self._armed.partition(":")[0]
        return f"exit {code}"

    def _start(self) -> None:
        self._armed, self._killed = self._crash_at(), False
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, *self._command],
                env={**self._environment, "KURS_CRASH_AT": self._armed},
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
            )

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process, if it runs."""
        if process := self._process:
            self._killed = number == signal.SIGKILL
            process.send_signal(number)

    def kill(self) -> None:
        """Kill the process as a power cut would."""
        self.send(signal.SIGKILL)

    def freeze(self) -> None:
        """Let the process hang."""
        self.send(signal.SIGSTOP)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End the process, for as long as nobody starts it again, and return its exit code."""
        self.wanted = False
        before = len(self.ends)
        self.send(number)
        deadline = time.monotonic() + _STOP_WITHIN_S
        while len(self.ends) == before:
            assert time.monotonic() < deadline, f"{self.name} does not stop"
            time.sleep(_LOOK_EVERY_S)
        return self.ends[-1].code

    def renew(self) -> None:
        """End the process and start it again with the code of this version."""
        self.stop()
        self._environment = {name: value for name, value in self._environment.items() if name != "PYTHONPATH"}
        self.wanted = True

    def lines(self) -> list[str]:
        """Return what the process has written so far."""
        return self.log.read_text().splitlines() if self.log.exists() else []

    def complaints(self) -> list[str]:
        """Return what it has written about something that is wrong."""
        return [line for line in self.lines() if '"level": "info"' not in line]


class Keeper:
    """Looks after services in a thread of its own, which is the parent of them all: they end with it."""

    def __init__(self, services: Sequence[Supervised]) -> None:
        """Look after *services* once started."""
        self.services = services
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Start all services, and begin to look."""
        for service in self.services:
            service.wanted = True
        self._thread.start()

    def _run(self) -> None:
        while not self._ending.wait(_LOOK_EVERY_S):
            for service in self.services:
                service.look()

    def close(self) -> None:
        """End all services."""
        if not self._thread.is_alive():
            return
        for service in self.services:
            service.wanted = False
            service.kill()
        while any(service.pid for service in self.services):
            time.sleep(_LOOK_EVERY_S)
        self._ending.set()
        self._thread.join()
