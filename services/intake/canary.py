"""A sign of life through the whole chain, whether or not anything arrives."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress

from sqlalchemy.exc import SQLAlchemyError

from shared.background import in_background

_LOOK_EVERY_S = 1.0


class Canary:
    """Looks every second whether a canary is due."""

    def __init__(self, put: Callable[[], Awaitable[bool]], sent: Callable[[], None]) -> None:
        """Let *put* send a canary if one is due, and call *sent* when it says so."""
        self._put = put
        self._sent = sent

    def running(self) -> AbstractAsyncContextManager[None]:
        """Look in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            with suppress(SQLAlchemyError, OSError):  # readiness tells of them, and the missing canary does
                if await self._put():
                    self._sent()
            await asyncio.sleep(_LOOK_EVERY_S)
