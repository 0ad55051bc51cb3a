"""How intake stands: for its health and its metrics."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from services.intake.metrics import EventMetrics
from services.intake.storage.journal import SqlJournal
from services.intake.storage.plans import SqlPlans
from shared.telemetry.streams import StreamMetrics

_ANSWER_WITHIN_S = 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """Asks the database and the streams; neither being away keeps the other from being asked."""

    journal: SqlJournal
    plans: SqlPlans
    events: EventMetrics
    streams: StreamMetrics

    async def database_fault(self) -> str | None:
        """Return what is wrong with the database, in a word, or None."""
        try:
            await self.journal.depth()
        except SQLAlchemyError:
            return "database-away"
        return None

    async def refresh(self) -> None:
        """Set the gauges, as far as their sources answer."""
        with suppress(SQLAlchemyError):
            self.events.on_the_way(await self.journal.depth())
            self.events.plans_known(await self.plans.count())
        with suppress(RedisError, OSError):
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                await self.streams.refresh()
