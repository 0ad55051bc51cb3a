"""The tick: notices that a day is over, or that evaluated days have changed, whether or not anything arrives."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog

from services.monitoring.ports import Progress, Reading, Writing
from services.monitoring.use_cases import due_plans, play_due_days
from shared.clock import Clock, day_of

_LOOK_EVERY_S = 2.0
_LOOK_WHILE_SETTLING_S = 0.2
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
    """Plays the days of every plan that are due, for as long as it runs."""

    def __init__(
        self, reading: Reading, writing: Writing, clock: Clock, afterwards: Callable[[], Awaitable[None]]
    ) -> None:
        """Call *afterwards* after every look."""
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._afterwards = afterwards
        self._settling = Settling()
        self._news = asyncio.Event()
        self._failing = False

    def wake(self) -> None:
        """Say that something arrived just now."""
        self._news.set()

    async def fault(self) -> str | None:
        """Return ``evaluation-failing`` while the newest look has failed, or None."""
        return "evaluation-failing" if self._failing else None

    async def unsettled(self) -> int:
        """Return how many plans are not evaluated with all that is known up to the last completed day."""
        async with self._reading() as records:
            return len(await due_plans(records, day_of(self._clock())))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tick in the background."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        while True:
            self._news.clear()
            pause = _LOOK_EVERY_S
            try:
                pause = await self.look()
                self._failing = False
            except Exception:  # a tick that dies would go unnoticed: readiness says so, and the next look tries again
                self._failing = True
                log.exception("tick.failed")
            # Not wait_for: on Python 3.11 it swallows a cancellation that arrives together with the news.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()

    async def look(self) -> float:
        """Play what is due and at rest; return after how many seconds to look again."""
        async with self._reading() as records:
            due = await due_plans(records, day_of(self._clock()))
        self._settling.keep_only({plan.id for plan, _ in due})
        for plan, progress in due:
            if self._settling.ready(progress, time.monotonic()):
                await play_due_days(plan.id, self._writing, self._clock)
        await self._afterwards()
        return _LOOK_WHILE_SETTLING_S if due else _LOOK_EVERY_S
