"""Are this replica's consumers alive? FastStream's ping answers "yes" long after a subscriber has stopped for good."""

import asyncio
import os
from typing import Any

import structlog
from faststream.redis import RedisBroker
from redis.asyncio import Redis
from redis.exceptions import RedisError

from shared.crash import is_armed

RESTART_ME = 70
"""Exit code that asks the supervisor for a new process (EX_SOFTWARE of sysexits)."""

_ANSWER_WITHIN_S = 2.0

log = structlog.get_logger()


class ConsumerWatch:
    """Looks at every subscriber of one replica.

    A subscriber either reads every second, or has failed and ended: its connection has a time limit, so that a read
    cannot hang. Redis itself is asked too: while it is away, subscribers wait and come back by themselves.
    """

    def __init__(self, broker: RedisBroker, redis: Redis) -> None:
        """Watch the subscribers of *broker*."""
        self._broker = broker
        self._redis = redis

    def stopped(self) -> bool:
        """Say whether a subscriber has ended and will not come back by itself."""
        running = all(subscriber.running for subscriber in self._broker.subscribers)
        return not running or any(task.done() for task in self._tasks())

    def _tasks(self) -> list[asyncio.Task[Any]]:
        return [task for subscriber in self._broker.subscribers for task in getattr(subscriber, "tasks", ())]

    async def fault(self) -> str | None:
        """Return what is wrong, in a word, or None when every stream is being read."""
        if self.stopped():
            return "consumer-stopped"
        try:
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                await self._redis.ping()
        except (RedisError, OSError):
            return "redis-away"
        return None

    async def exit_when_dead(self) -> None:
        """End the process when a consumer has ended, so that the supervisor starts a live one."""
        if is_armed("watchdog-off"):
            return
        if tasks := self._tasks():
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            log.critical("consumer.stopped", exc_info=_error_of(ended.pop()))
            os._exit(RESTART_ME)


def _error_of(task: asyncio.Task[Any]) -> BaseException | None:
    return None if task.cancelled() else task.exception()
