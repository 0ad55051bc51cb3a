"""Publish what was committed: in order, at least once, for as long as it takes, and again when Redis forgot it."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from faststream.redis.message import bDATA_KEY
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from shared.bus.loss import LossWatch
from shared.crash import crash_point

PIPELINE = 1_000
_ADD_ALL = f"""
local newest
for _, body in ipairs(ARGV) do newest = redis.call('XADD', KEYS[1], '*', '{bDATA_KEY.decode()}', body) end
return newest
"""
"""One command for many messages: a command each costs us eight times as much, and Redis no less."""

_GATHER_S = 0.01
"""What comes within so long after a round travels with the next one: a round costs as much for one as for hundreds."""

_PATIENCE_S = 1.0
_LONGEST_PAUSE_S = 5.0
_LOOK_EVERY_S = 1.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that waits to be published."""

    number: int
    stream: str
    body: bytes


Positions = Mapping[str, str]
"""The newest position of ours on each stream, as Redis writes them: milliseconds, a dash, a number."""


class Backlog(Protocol):
    """What a service has committed and not yet published."""

    async def waiting(self, limit: int) -> Sequence[Outgoing]:
        """Return the oldest messages that wait, in order."""
        ...

    async def sent(self, messages: Sequence[Outgoing], positions: Positions) -> None:
        """Note that *messages* are on their streams, the newest of each stream at *positions*."""
        ...

    async def positions(self) -> Positions:
        """Return what :meth:`sent` noted last of each stream."""
        ...

    async def start_again(self) -> None:
        """Let everything wait again that readers may not have, and forget the positions: the streams are lost."""
        ...

    async def depth(self) -> int:
        """Return how many messages wait."""
        ...


class Relay:
    """Moves a backlog to the streams. A crash between publishing and noting repeats messages and loses none."""

    def __init__(self, backlog: Backlog, redis: Redis, service: str) -> None:
        """Wire the relay of *service*; it works while :meth:`run` does."""
        self._backlog = backlog
        self._redis = redis
        self._service = service
        self._loss = LossWatch(redis, service)
        self._news = asyncio.Event()
        self._look_again = 0.0

    def wake(self) -> None:
        """Say that something was committed just now."""
        self._news.set()

    async def run(self) -> None:
        """Publish until cancelled; while Redis or the database is away, try again and again."""
        pause = 0.0
        own = asyncio.current_task()
        # Libraries may swallow a cancellation while they finish a command, and a task group cancels only once.
        while not (own and own.cancelling()):
            try:
                await self.make_good()
                if await self.publish_waiting() < PIPELINE:
                    await asyncio.sleep(_GATHER_S)
                    await self._wait_for_news()
                pause = 0.0
            except (RedisError, SQLAlchemyError, OSError) as error:
                if not pause:
                    log.warning("relay.interrupted", error=type(error).__name__)
                pause = min(_LONGEST_PAUSE_S, pause * 2 or 0.1)
                await asyncio.sleep(pause)

    async def make_good(self) -> None:
        """Look every second whether Redis has lost what was published; if so, let it be published again."""
        if time.monotonic() < self._look_again:
            return
        positions = await self._backlog.positions()
        if lost := await self._loss.found(positions):
            if positions:  # else nothing was published since the start, or since the last loss
                log.warning("streams.lost", because=lost)
                await self._backlog.start_again()
            # Only now: a crash before this line finds no positions, and nothing more to do.
            await self._loss.leave_marker()
        self._look_again = time.monotonic() + _LOOK_EVERY_S

    async def publish_waiting(self) -> int:
        """Publish one pipeline's worth of the backlog and return how many messages that were."""
        self._news.clear()
        messages = await self._backlog.waiting(PIPELINE)
        if messages:
            crash_point(f"{self._service}.before-publishing")
            positions = await self._publish(messages)
            crash_point(f"{self._service}.published-not-noted")
            await self._backlog.sent(messages, positions)
            crash_point(f"{self._service}.published-and-noted")
            numbers = Counter(message.stream for message in messages)
            for stream, last in positions.items():
                log.info("messages.published", stream=stream, last=last, messages=numbers[stream])
        return len(messages)

    async def _publish(self, messages: Sequence[Outgoing]) -> Positions:
        bodies: dict[str, list[bytes]] = {}
        for message in messages:
            bodies.setdefault(message.stream, []).append(message.body)
        async with self._redis.pipeline(transaction=False) as pipeline:
            for stream, own in bodies.items():
                pipeline.eval(_ADD_ALL, 1, stream, *own)
            newest = await pipeline.execute()
        return {stream: position.decode() for stream, position in zip(bodies, newest, strict=True)}

    async def _wait_for_news(self) -> None:
        # Not wait_for: on Python 3.11 it swallows a cancellation that arrives together with the news.
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                await self._news.wait()
