"""One service's side of the streams: its subscriptions, its relay, and their life."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis
from redis.exceptions import RedisError

from shared.bus.broker import ANSWER_WITHIN_S, CONNECT_WITHIN_S, create_broker
from shared.bus.groups import ensure_group, release_own
from shared.bus.relay import Backlog, Relay
from shared.bus.subscribe import Handler, subscribe
from shared.bus.watch import RESTART_ME, ConsumerWatch
from shared.streams import Stream, consumed_by
from shared.telemetry.streams import StreamMetrics

_RETRY_S = 0.5

log = structlog.get_logger()


class Bus:
    """Wires a service to the streams. While Redis is away the service lives, says so, and goes on by itself."""

    def __init__(self, redis_url: str, *, service: str, consumer: str, registry: CollectorRegistry) -> None:
        """Wire *service*; nothing connects before :meth:`running`."""
        self._service = service
        self._consumer = consumer
        self._streams = consumed_by(service)
        self._started = False
        self._life: asyncio.Task[None] | None = None
        self._relay: Relay | None = None
        self.redis = Redis.from_url(redis_url, socket_connect_timeout=CONNECT_WITHIN_S, socket_timeout=ANSWER_WITHIN_S)
        self._broker = create_broker(redis_url, registry)
        self._watch = ConsumerWatch(self._broker, self.redis)
        self.metrics = StreamMetrics(registry, self.redis, self._streams, service)

    def listen(self, stream: Stream, handle: Handler) -> None:
        """Let *handle* receive the messages of *stream*."""
        subscribe(self._broker, self.redis, stream, handle, group=self._service, consumer=self._consumer)

    def publish_from(self, backlog: Backlog) -> Relay:
        """Publish *backlog* while the bus runs."""
        self._relay = Relay(backlog, self._broker, self.redis)
        return self._relay

    async def fault(self) -> str | None:
        """Return what is wrong with the streams, in a word, or None."""
        if self._life is None or self._life.done():
            return "stopped"
        return await self._watch.fault() if self._started else "redis-away"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Consume and publish in the background; on leaving, finish the batch in hand."""
        self._life = asyncio.create_task(self._live())
        try:
            yield
        finally:
            await _end(self._life)
            await self._broker.stop()
            await self.redis.aclose()

    async def _live(self) -> None:
        await self._start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._watch.exit_when_dead())
                if self._relay:
                    tasks.create_task(self._relay.run())
        except* Exception:  # a service that publishes nothing must not look alive
            log.critical("bus.stopped", exc_info=True)
            os._exit(RESTART_ME)

    async def _start(self) -> None:
        while not self._started:
            try:
                for stream in self._streams:
                    await ensure_group(self.redis, stream, self._service)
                    await release_own(self.redis, stream, self._service, self._consumer)
                await self._broker.start()
                self._started = True
            except (RedisError, OSError) as error:
                log.warning("bus.redis_away", error=type(error).__name__)
                await asyncio.sleep(_RETRY_S)


async def _end(life: asyncio.Task[None]) -> None:
    # FastStream swallows a cancellation that meets it while it starts: once is not enough.
    while not life.done():
        life.cancel()
        await asyncio.wait({life}, timeout=_RETRY_S)
    with suppress(asyncio.CancelledError):
        life.result()
