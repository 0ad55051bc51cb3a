"""Publish what was committed: in order, at least once, for as long as it takes."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from faststream.redis import RedisBroker
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

PIPELINE = 500
_PATIENCE_S = 1.0
_LONGEST_PAUSE_S = 5.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that waits to be published."""

    number: int
    stream: str
    body: bytes


class Backlog(Protocol):
    """What a service has committed and not yet published."""

    async def waiting(self, limit: int) -> Sequence[Outgoing]:
        """Return the oldest messages that wait, in order."""
        ...

    async def sent(self, messages: Sequence[Outgoing]) -> None:
        """Note that *messages* are on their streams."""
        ...

    async def depth(self) -> int:
        """Return how many messages wait."""
        ...


class Relay:
    """Moves a backlog to the streams. A crash between publishing and noting repeats messages and loses none."""

    def __init__(self, backlog: Backlog, broker: RedisBroker, redis: Redis) -> None:
        """Wire a relay; it works while :meth:`run` does."""
        self._backlog = backlog
        self._broker = broker
        self._redis = redis
        self._news = asyncio.Event()

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
                if not await self.publish_waiting():
                    await self._wait_for_news()
                pause = 0.0
            except (RedisError, SQLAlchemyError, OSError) as error:
                if not pause:
                    log.warning("relay.interrupted", error=type(error).__name__)
                pause = min(_LONGEST_PAUSE_S, pause * 2 or 0.1)
                await asyncio.sleep(pause)

    async def publish_waiting(self) -> int:
        """Publish one pipeline's worth of the backlog and return how many messages that were."""
        self._news.clear()
        messages = await self._backlog.waiting(PIPELINE)
        if messages:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for message in messages:
                    await self._broker.publish(message.body, stream=message.stream, pipeline=pipeline)
                await pipeline.execute()
            await self._backlog.sent(messages)
        return len(messages)

    async def _wait_for_news(self) -> None:
        # Not wait_for: on Python 3.11 it swallows a cancellation that arrives together with the news.
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                await self._news.wait()
