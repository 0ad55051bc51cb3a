"""Ports for processes that come and go."""

import socket
from contextlib import suppress
from random import SystemRandom

_FROM, _TO = 20_000, 32_000
"""Below those that the system gives to callers: one of them would take the port of a service that is down."""


def quiet_ports(number: int) -> list[int]:
    """Return ports that nobody uses now, and that nobody gets by chance."""
    found: list[int] = []
    while len(found) < number:
        port = SystemRandom().randrange(_FROM, _TO)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found += [port] if port not in found else []
    return found
