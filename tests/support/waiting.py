"""Waiting for a condition within a test's own loop."""

import asyncio
import time
from collections.abc import Awaitable, Callable

_WITHIN_S = 30.0
_POLL_S = 0.01


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until *condition* holds; fail when that takes long."""
    deadline = time.monotonic() + _WITHIN_S
    while not await condition():
        assert time.monotonic() < deadline, "waited too long"
        await asyncio.sleep(_POLL_S)
