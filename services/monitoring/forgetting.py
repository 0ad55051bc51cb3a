"""Once a day, what was told long ago is forgotten."""

import asyncio
from contextlib import AbstractAsyncContextManager, suppress

from sqlalchemy.exc import SQLAlchemyError

from services.monitoring.storage.retention import forget
from shared.background import in_background
from shared.clock import Clock
from shared.storage import Database

_EVERY_S = 86_400.0
_PAUSE_S = 0.2
"""Between two small transactions, so that what has to be told or counted never waits for long."""


class Forgetting:
    """Deletes in the background what is kept no longer."""

    def __init__(self, database: Database, wall: Clock) -> None:
        """Delete from *database*; *wall* is the machine's clock."""
        self._database = database
        self._wall = wall

    def running(self) -> AbstractAsyncContextManager[None]:
        """Look once a day, and at the start."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            forgotten = 0
            with suppress(SQLAlchemyError, OSError):  # readiness tells of them; tomorrow is soon enough
                forgotten = await self._database.write(forget, self._wall())
            await asyncio.sleep(_PAUSE_S if forgotten else _EVERY_S)
