"""The last resort: planning has read everything, and still does not report it as settled."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import Protocol

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from services.intake.domain.fate import Marks
from shared.background import in_background

PATIENCE_S = 60.0
_LOOK_EVERY_S = 5.0

log = structlog.get_logger()


class Unsettled(Protocol):
    """What was published and is not yet settled."""

    async def marks(self) -> Marks:
        """Return how far everything has come."""
        ...

    async def publish_unsettled_again(self) -> None:
        """Let everything wait again that is not settled."""
        ...


class StallWatch:
    """Publishes again what got lost on the way, however that happened."""

    def __init__(
        self,
        journal: Unsettled,
        nothing_left: Callable[[], Awaitable[bool]],
        again: Callable[[], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Watch *journal*; *nothing_left* says whether all is read, *again* is called when something waits again."""
        self._journal = journal
        self._nothing_left = nothing_left
        self._again = again
        self._now = now
        self._settled = -1
        self._since = 0.0
        self._told = False

    async def look(self) -> None:
        """Let what is not settled be published again when nothing has moved for a minute and nothing is being read."""
        marks = await self._journal.marks()
        if marks.settled != self._settled:
            self._settled, self._since, self._told = marks.settled, self._now(), False
        elif marks.settled >= marks.published:
            self._since = self._now()
        elif self._now() - self._since >= PATIENCE_S and await self._nothing_left():
            if not self._told:
                log.error("journal.stalled", settled=marks.settled, published=marks.published)
            self._told, self._since = True, self._now()
            await self._journal.publish_unsettled_again()
            self._again()

    def running(self) -> AbstractAsyncContextManager[None]:
        """Look every few seconds in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            with suppress(RedisError, SQLAlchemyError, OSError):  # readiness tells of them
                await self.look()
            await asyncio.sleep(_LOOK_EVERY_S)
