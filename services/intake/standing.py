"""How intake stands, for its metrics."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from services.intake.metrics import EventMetrics
from services.intake.storage.backlog import SqlBacklog
from services.intake.storage.canaries import SqlCanaries
from services.intake.storage.plans import SqlPlans
from shared.clock import Clock, from_micros
from shared.telemetry.streams import StreamMetrics

_ANSWER_WITHIN_S = 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """Asks the database and the streams; neither being away keeps the other from being asked."""

    backlog: SqlBacklog
    plans: SqlPlans
    canaries: SqlCanaries
    events: EventMetrics
    streams: StreamMetrics
    wall: Clock

    async def refresh(self) -> None:
        """Set the gauges, as far as their sources answer."""
        with suppress(SQLAlchemyError, OSError):
            self.events.on_the_way(await self.backlog.marks(), await self._oldest_s())
            self.events.plans_known(await self.plans.count())
            if sent := await self.canaries.sent_at():
                self.events.canary_sent(sent.timestamp())
        with suppress(RedisError, OSError):
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                await self.streams.refresh()

    async def _oldest_s(self) -> float:
        accepted_at = await self.backlog.oldest_unsettled()
        return 0.0 if accepted_at is None else max(0.0, (self.wall() - from_micros(accepted_at)).total_seconds())
