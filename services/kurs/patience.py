"""Asking again while a service is away or has no time: what is sent twice does no harm."""

import time
from collections.abc import Callable

import httpx2

from services.kurs.failure import Failure

_TRIES = 8
_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 10.0
_NO_TIME = frozenset({408, 429, 502, 503, 504})


def patiently(ask: Callable[[], httpx2.Response]) -> httpx2.Response:
    """Return what *ask* is answered, after some tries the last refusal. Raises :class:`Failure` when nobody answers."""
    pause = _FIRST_PAUSE_S
    for _ in range(_TRIES - 1):
        try:
            response = ask()
        except Failure:
            pass
        else:
            if response.status_code not in _NO_TIME:
                return response
            pause = max(pause, float(response.headers.get("Retry-After", 0)))
        time.sleep(min(pause, _LONGEST_PAUSE_S))
        pause *= 2
    return ask()
