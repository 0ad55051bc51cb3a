"""What the figures depend on: the processors, and how long the disk takes to keep something."""

import os
import platform
import tempfile
import time
from dataclasses import dataclass
from statistics import median

_WRITES = 50
_PAGE = b"\0" * 4096


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a run took place; ``sync_ms`` is how long a page takes until it is on the disk."""

    cores: int
    python: str
    sync_ms: float


def this_machine() -> Machine:
    """Look at this machine; the temporary folder is where everything is written."""
    return Machine(os.cpu_count() or 1, platform.python_version(), _sync_ms())


def _sync_ms() -> float:
    waits = []
    with tempfile.TemporaryFile(buffering=0) as file:
        for _ in range(_WRITES):
            began = time.perf_counter()
            file.write(_PAGE)
            os.fsync(file.fileno())
            waits.append(1_000 * (time.perf_counter() - began))
    return round(median(waits), 3)
