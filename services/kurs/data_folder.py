"""The folder in which the embedded run keeps everything: one run at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.kurs.failure import Failure


@contextmanager
def data_folder(path: Path) -> Iterator[None]:
    """Hold *path* for this process, creating it when needed. Raises :class:`Failure` when another run has it."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (path / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Failure("already-running", folder=path, pid=lock.read().strip() or "?") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
