"""What was refused is noted beside the requests: they never wait for it, and never fail because of it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager

import structlog

from services.intake.ports import JournalAway, NotedRefusal
from shared.background import in_background

_AT_MOST = 10_000
"""Waiting notes; while the database is away the oldest are forgotten."""
_AT_ONCE = 2_000
_EVERY_S = 1.0

log = structlog.get_logger()


class RefusalLog:
    """Gathers notes and writes them every second."""

    def __init__(self, keep: Callable[[Sequence[NotedRefusal]], Awaitable[None]]) -> None:
        """Write with *keep*."""
        self._keep = keep
        self._waiting: deque[NotedRefusal] = deque(maxlen=_AT_MOST)

    @property
    def waiting(self) -> int:
        """How many are not written yet."""
        return len(self._waiting)

    def note(self, refusals: Iterable[NotedRefusal]) -> None:
        """Take *refusals*, to be written soon."""
        self._waiting.extend(refusals)

    async def write(self) -> None:
        """Write what waits; what cannot be written now waits on, as far as there is room."""
        while self._waiting:
            some = [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]
            try:
                await self._keep(some)
            except JournalAway:
                newer = list(self._waiting)
                self._waiting.clear()
                self._waiting.extend([*some, *newer])
                return
            except Exception as error:  # noqa: BLE001 - a log that fails ends nothing else, and its texts may hold anything
                log.warning("refusals.not-written", error=type(error).__name__)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write in the background, and at the end what is left."""
        async with in_background(self._run()):
            yield
        await self.write()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(_EVERY_S)
            await self.write()
