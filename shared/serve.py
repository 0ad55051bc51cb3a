"""Run one service's web application until it is told to stop."""

import ctypes
import gc
import os
import signal
import sys

import uvicorn
from fastapi import FastAPI

from shared import crash
from shared.connections import Limits, guarded

_FINISH_WITHIN_S = 5
_GARBAGE = (50_000, 20, 100)
_M_ARENA_MAX, _ARENAS = -8, 2
_SWITCH_S = 0.0005
"""A thread that writes to the database waits at most so long for a loop that computes; by default it is ten times."""

_LIMITS = Limits()


def serve(app: FastAPI, host: str, port: int, limits: Limits = _LIMITS) -> None:
    """Serve *app* within *limits* and return after a clean stop on SIGINT or SIGTERM."""
    # FastStream would restart a failing read thousands of times a second; our watch ends the process instead.
    os.environ["FASTSTREAM_SUPERVISOR_DISABLED"] = "1"
    crash.arm(os.environ.get(crash.VARIABLE, ""))
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=guarded(limits),
        ws="none",
        proxy_headers=False,  # nobody asks where a request comes from
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_FINISH_WITHIN_S,
    )
    # Uvicorn raises the signal again after its clean stop: to end with 0 it has to meet a handler that does nothing.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    _collect_garbage_rarely()
    sys.setswitchinterval(_SWITCH_S)
    _share_memory_between_threads()
    uvicorn.Server(config).run()


def _collect_garbage_rarely() -> None:
    """Leave what was made at the start alone, and look for circles less often: batches make many objects and none."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


def _share_memory_between_threads() -> None:
    """Keep glibc from giving each thread a heap of its own, which grows and is never given back."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_M_ARENA_MAX, _ARENAS)
