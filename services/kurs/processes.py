"""Child processes of the embedded run: they end with us, whatever happens."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_POLL_S = 0.02


class Child:
    """A process with its output in a log file; it may be started again."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        """Describe the process; :meth:`start` starts it."""
        self.name = name
        self.log = log
        self.starts: list[float] = []
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process in a session of its own: a Ctrl-C in the terminal reaches us alone, and we stop it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=partial(_end_with, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            )
        self.starts.append(time.monotonic())

    @property
    def code(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def wait_until(self, deadline: float) -> None:
        """Wait for the end until *deadline* (monotonic seconds), then kill."""
        if self._process is None:
            return
        while self._process.poll() is None and time.monotonic() < deadline:
            time.sleep(_POLL_S)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


def _end_with(parent: int) -> None:
    """Let the kernel end this child when *parent* dies, even by SIGKILL."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
