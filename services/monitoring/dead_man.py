"""The dead man's alert: when no canary has come through the chain for a quarter of an hour, operations hears of it.

Another process than those that may have died notices it, by a timer of its own.
"""

import asyncio
import math
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from datetime import datetime

import structlog
from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy.exc import SQLAlchemyError

from services.monitoring.domain.notices import Trouble
from services.monitoring.storage import canaries
from shared.background import in_background
from shared.clock import Clock
from shared.storage import Database

PATIENCE_S = 900.0
"""Three canaries that did not come."""

_LOOK_EVERY_S = 1.0

log = structlog.get_logger()


class DeadMan:
    """Waits for canaries by a steady clock: one that is moved, or a machine that slept, is no silence.

    It counts from its own start on, and says nothing where no canary ever came: then intake is not meant to be there.
    """

    def __init__(  # noqa: PLR0913 - names, not positions
        self,
        database: Database,
        wall: Clock,
        told: Callable[[], None],
        registry: CollectorRegistry,
        *,
        patience_s: float = PATIENCE_S,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Remember canaries in *database* and call *told* when there is something to send; *wall* is the machine's."""
        self._database = database
        self._wall = wall
        self._told = told
        self._patience_s = patience_s
        self._steady = steady
        self._last: datetime | None = None
        self._since = self._figures = -math.inf
        self._latency = Gauge(
            "kurs_canary_seconds", "How long the newest canary took through the chain.", registry=registry
        )
        self._latency.set(math.nan)
        self._sent = Gauge(
            "kurs_canary_timestamp_seconds", "When the newest canary was sent; 0: none ever came.", registry=registry
        )

    async def arrived(self, sent: Sequence[datetime], *, figures: bool) -> None:
        """Take up what planning's stream brought: canaries that were *sent* then, and whether there were *figures*."""
        if figures:
            self._figures = self._steady()
        if not sent:
            return
        again = await self._database.write(canaries.keep, sent[-1], self._wall())
        if again:
            log.info("chain.works-again")
            self._told()

    def running(self) -> AbstractAsyncContextManager[None]:
        """Wait in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            with suppress(SQLAlchemyError, OSError):  # readiness tells of them
                await self.look()
            await asyncio.sleep(_LOOK_EVERY_S)

    async def look(self) -> None:
        """Tell operations once when the newest canary is the newest for too long."""
        newest = await self._database.read(canaries.newest)
        if newest is None:
            return
        if newest.sent != self._last:
            self._last, self._since = newest.sent, self._steady()
        elif not newest.silence_told and self._steady() - self._since >= self._patience_s:
            trouble = Trouble.INTAKE_SILENT if self._figures > self._since else Trouble.CHAIN_SILENT
            if await self._database.write(canaries.tell_of_silence, newest.sent, trouble):
                log.critical("chain.silent", since=newest.sent.isoformat(), because=trouble.value)
                self._told()

    async def show(self) -> None:
        """Bring the figures up to date."""
        if newest := await self._database.read(canaries.newest):
            self._sent.set(newest.sent.timestamp())
            self._latency.set(max(0.0, (newest.received - newest.sent).total_seconds()))
