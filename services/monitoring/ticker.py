"""The tick: notices that a day is over, or that evaluated days have changed, whether or not anything arrives."""

import asyncio
import time
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import structlog

from services.monitoring.domain.plan import Plan
from services.monitoring.ports import Progress, Reading, Writing
from services.monitoring.use_cases import due_plans, play_due_days
from shared.background import in_background
from shared.clock import Clock, day_of

_LOOK_EVERY_S = 0.25
_QUIET_S = 1.0
_PATIENCE_S = 15.0

log = structlog.get_logger()


@dataclass(slots=True)
class _Arrivals:
    """What is arriving for a plan that has to be evaluated again, in seconds of a steady clock."""

    revision: int
    first: float
    newest: float


class Settling:
    """Lets a stream of past figures come to rest before days are played: 1 s without news, 15 s at most.

    It only looks at the revision that arrivals raise, so it also sees what another replica has taken in.
    """

    def __init__(self) -> None:
        """Have seen nothing."""
        self._seen: dict[str, _Arrivals] = {}

    def ready(self, progress: Progress, now: float) -> bool:
        """Say whether the plan of *progress*, which is due, may be evaluated at *now*."""
        seen = self._seen.setdefault(progress.plan, _Arrivals(progress.revision, now, now))
        if seen.revision != progress.revision:
            seen.revision, seen.newest = progress.revision, now
        return now - seen.newest >= _QUIET_S or now - seen.first >= _PATIENCE_S

    def keep_only(self, plans: Collection[str]) -> None:
        """Forget what arrived for plans that are due no more."""
        self._seen = {plan: seen for plan, seen in self._seen.items() if plan in plans}


class Ticker:
    """Plays the days of every plan that are due, for as long as it runs.

    It looks at the clock and not at what arrives: however much that is, looking costs the same.
    """

    def __init__(self, reading: Reading, writing: Writing, clock: Clock, played: Callable[[], None]) -> None:
        """Call *played* after days were played."""
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._played = played
        self._settling = Settling()
        self._failing = False

    async def fault(self) -> str | None:
        """Return ``evaluation-failing`` while the newest look has failed, or None."""
        return "evaluation-failing" if self._failing else None

    async def unsettled(self) -> int:
        """Return how many plans are not evaluated with all that is known up to the last completed day."""
        return len(await self._due())

    async def _due(self) -> list[tuple[Plan, Progress]]:
        return await self._reading(due_plans, day_of(self._clock()))

    def running(self) -> AbstractAsyncContextManager[None]:
        """Tick in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        while True:
            try:
                await self.look()
                self._failing = False
            except Exception:  # a tick that dies would go unnoticed: readiness says so, and the next look tries again
                self._failing = True
                log.exception("tick.failed")
            await asyncio.sleep(_LOOK_EVERY_S)

    async def look(self) -> None:
        """Play what is due and at rest."""
        due = await self._due()
        self._settling.keep_only({plan.id for plan, _ in due})
        for plan, progress in due:
            if self._settling.ready(progress, time.monotonic()):
                announced = await play_due_days(plan.id, self._writing, self._clock)
                through = plan.last_evaluable(day_of(self._clock()))
                log.info("days.evaluated", plan=plan.id, through=str(through), told=announced)
                self._played()
