"""Sees now and then whether reports still come as calibrated: a slow feed looks like a district that falls behind."""

import asyncio
from contextlib import AbstractAsyncContextManager, suppress
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from services.planning.calibration.recalibrating import look_at_reporting
from services.planning.parts import Parts
from shared.background import in_background
from shared.clock import day_of

_EVERY_S = 600.0
"""A day's end is looked at soon after it; looking again finds what a service that was away has caught up with since."""


class ReportingWatch:
    """Looks at the last completed day."""

    def __init__(self, parts: Parts) -> None:
        """Look into the books of *parts*, and set its metrics."""
        self._parts = parts

    def running(self) -> AbstractAsyncContextManager[None]:
        """Look in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            with suppress(SQLAlchemyError, OSError):  # readiness tells of it
                await self.look()
            await asyncio.sleep(_EVERY_S)

    async def look(self) -> None:
        """Compare, tell what has changed, and set the metrics."""
        parts = self._parts
        day = day_of(parts.clock()) - timedelta(days=1)
        found = await parts.database.write(look_at_reporting, parts.shelf, day)
        parts.relay.wake()
        for plan, one in found.items():
            if one.entries:
                parts.metrics.delay.labels(plan).set(one.observed_days)
                parts.metrics.calibrated_delay.labels(plan).set(one.calibrated_days)
