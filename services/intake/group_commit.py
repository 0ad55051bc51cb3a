"""Commit together what waits together: a disk's commit costs the same for one event and for thousands."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.intake.domain.candidate import Candidate, Outcome
from services.intake.ports import Journal, JournalAway

_AT_ONCE = 2_000
_WITHIN_S = 10.0
_GATHER_S = 0.005
"""A commit begins no sooner than so long after the one before: many requests share one, and one alone never waits."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    candidates: Sequence[Candidate]
    answer: asyncio.Future[Sequence[Outcome]]


class GroupCommit:
    """A journal before the journal: requests that arrive during a commit share the next one."""

    def __init__(self, journal: Journal, committed: Callable[[], None]) -> None:
        """Keep in *journal* and call *committed* after each commit."""
        self._journal = journal
        self._committed = committed
        self._waiting: deque[_Waiting] = deque()
        self._writer: asyncio.Task[None] | None = None
        self._earliest = 0.0

    async def keep(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Return what became of *candidates* once it is committed. Raises :class:`JournalAway`.

        Who gives up waiting may have been kept all the same: sent again, it is a duplicate.
        """
        answer: asyncio.Future[Sequence[Outcome]] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(candidates, answer))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        try:
            async with asyncio.timeout(_WITHIN_S):
                return await answer
        except TimeoutError:
            raise JournalAway("no commit in time") from None

    async def _write(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._earliest - time.monotonic())
            self._earliest = time.monotonic() + _GATHER_S
            if group := self._next_group():
                await self._commit(group)

    async def _commit(self, group: Sequence[_Waiting]) -> None:
        try:
            outcomes = iter(await self._journal.keep([one for waiting in group for one in waiting.candidates]))
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to those who wait
            for waiting in group:
                if not waiting.answer.done():
                    waiting.answer.set_exception(error)
        else:
            self._committed()
            for waiting in group:
                own = [next(outcomes) for _ in waiting.candidates]
                if not waiting.answer.done():
                    waiting.answer.set_result(own)

    def _next_group(self) -> list[_Waiting]:
        group: list[_Waiting] = []
        size = 0
        while self._waiting and size < _AT_ONCE:
            waiting = self._waiting.popleft()
            if not waiting.answer.done():
                group.append(waiting)
                size += len(waiting.candidates)
        return group
