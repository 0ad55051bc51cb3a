"""Wait until the whole chain has dealt with what was sent."""

import time
from collections.abc import Iterator

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.migrations import SERVICES

_POLL_S = 0.1


def unfinished(client: Client) -> Iterator[int]:
    """Yield what is on its way, service by service, in the direction of the flow.

    In this order, "nothing" once seen stays true: when intake has published all, planning alone can have more to do.
    """
    for service in SERVICES:
        report = client.request("GET", service, "/health/ready").json()
        yield sum(report["backlog"].values()) if report["ready"] else 1


def wait_for_rest(client: Client, within_s: float) -> bool:
    """Return True as soon as nothing is on its way, False when that lasts longer than *within_s*."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            if not any(unfinished(client)):
                return True
        except Failure:
            pass  # a service is being started again
        time.sleep(_POLL_S)
    return False
