"""Are this replica's consumers alive? FastStream's ping answers "yes" long after a subscriber has stopped for good."""

import asyncio
import os
from collections.abc import Sequence

import structlog
from faststream.redis import RedisBroker
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from shared.bus.groups import fresh_name
from shared.streams import Stream

SILENT_MS = 30_000
"""A consumer that has not even tried to read for so long is stuck (it tries every second)."""

RESTART_ME = 70
"""Exit code that asks the supervisor for a new process (EX_SOFTWARE of sysexits)."""

_LOOK_EVERY_S = 1.0
_ANSWER_WITHIN_S = 2.0

log = structlog.get_logger()


class ConsumerWatch:
    """Looks at every subscriber of one replica, from inside and from Redis' point of view."""

    def __init__(
        self, broker: RedisBroker, redis: Redis, streams: Sequence[Stream], *, group: str, consumer: str
    ) -> None:
        """Watch *consumer* of *group* on *streams*."""
        self._broker = broker
        self._redis = redis
        self._streams = streams
        self._group = group
        self._name = fresh_name(consumer).encode()

    def stopped(self) -> bool:
        """Say whether a subscriber has ended and will not come back by itself."""
        return any(
            not subscriber.running or any(task.done() for task in getattr(subscriber, "tasks", ()))
            for subscriber in self._broker.subscribers
        )

    async def fault(self) -> str | None:
        """Return what is wrong, in a word, or None when every stream is being read."""
        if self.stopped():
            return "consumer-stopped"
        try:
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                await self._redis.ping()
                silent = [stream.name for stream in self._streams if await self._silent(stream)]
        except ResponseError:
            return "group-missing"
        except (RedisError, OSError):
            return "redis-away"
        return "consumer-silent" if silent else None

    async def _silent(self, stream: Stream) -> bool:
        consumers = await self._redis.xinfo_consumers(stream.name, self._group)
        idle = [consumer["idle"] for consumer in consumers if consumer["name"] == self._name]
        return not idle or idle[0] > SILENT_MS

    async def exit_when_dead(self) -> None:
        """End the process when a consumer is dead, so that the supervisor starts a live one."""
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            fault = await self.fault()
            if fault not in {None, "redis-away"} and (self.stopped() or fault == "consumer-silent"):
                log.critical("consumer.dead", fault=fault, group=self._group)
                os._exit(RESTART_ME)
