"""Processes that end with the test that started them, however that ends."""

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_us() -> None:
    """Let the kernel kill this process when the thread that started it ends: for ``preexec_fn``.

    A file that may not grow shall be an error to it, as a full disk is, and not a signal.
    """
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if _libc:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
