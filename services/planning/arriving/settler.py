"""Tell intake, soon after each commit, how far everything is settled."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import timedelta

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from services.planning.arriving.verdicts import announce_settled
from services.planning.storage.dead_letters import forget_payloads
from shared.background import in_background
from shared.clock import Clock, micros
from shared.storage import Database

_GATHER_S = 0.25
"""So long commits gather before one look: it costs as much for one event as for thousands."""

_LOOK_ANYWAY_S = 5.0
_PAYLOADS_KEPT = timedelta(days=30)

log = structlog.get_logger()


class Settler:
    """Looks after commits, and now and then without one."""

    def __init__(self, database: Database, wall: Clock, announced: Callable[[], None]) -> None:
        """Look into *database* and call *announced* when there is something to publish; *wall* is the machine's."""
        self._database = database
        self._wall = wall
        self._announced = announced
        self._news = asyncio.Event()
        self._upto = -1

    def wake(self) -> None:
        """Say that something was committed just now."""
        self._news.set()

    def running(self) -> AbstractAsyncContextManager[None]:
        """Settle in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_ANYWAY_S):
                    await self._news.wait()
            await asyncio.sleep(_GATHER_S)
            self._news.clear()
            with suppress(SQLAlchemyError, OSError):  # readiness tells of it
                await self._look()

    async def _look(self) -> None:
        upto = await self._database.write(self._settle)
        if upto != self._upto:
            self._upto = upto
            self._announced()

    def _settle(self, connection: Connection) -> int:
        now = self._wall()
        forget_payloads(connection, micros(now - _PAYLOADS_KEPT))
        # Who begins says where the books stand: they may have been put back to an older state meanwhile.
        return announce_settled(connection, now, anyway=self._upto < 0)
