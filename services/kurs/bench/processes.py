"""Processes of a benchmark: each with its peak of memory, each ended with all that it started itself."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from services.kurs.failure import Failure
from services.kurs.processes import Child

_STOP_WITHIN_S = 10.0


class Measured(Child):
    """A child process whose memory is looked at; its own children belong to it."""

    @property
    def pid(self) -> int:
        """The process id. Raises :class:`Failure` when the process has ended by itself."""
        if self._process is None or self.code is not None:
            raise Failure("service-failed", service=self.name, log=self.log)
        return self._process.pid

    def peak_memory_mb(self) -> float | None:
        """Return the peak of resident memory so far, of the process and its children, in MB; None without /proc."""
        peaks = [_peak_kb(pid) for pid in _family(self.pid)]
        return sum(peak for peak in peaks if peak) / 1024 if any(peaks) else None

    def finish(self, within_s: float) -> None:
        """Wait for a good end. Raises :class:`Failure` for a bad one, and for none *within_s* seconds."""
        deadline = time.monotonic() + within_s
        while self.code is None and time.monotonic() < deadline:
            time.sleep(0.02)
        if self.code != 0:
            raise Failure("service-failed", service=self.name, log=self.log)

    def stop(self) -> None:
        """End the process, and what is left of its group."""
        if self._process is None:
            return
        self.ask_to_stop()
        self.wait_until(time.monotonic() + _STOP_WITHIN_S)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _family(pid: int) -> list[int]:
    """Return *pid* and all that descend from it."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for children in Path(f"/proc/{parent}/task").glob("*/children"):
                found += map(int, children.read_text().split())
    return found


def _peak_kb(pid: int) -> int | None:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return None
