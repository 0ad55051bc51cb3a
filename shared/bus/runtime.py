"""One service's side of the streams: its subscriptions, its relay, and their life."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

import structlog
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis
from redis.exceptions import RedisError

from shared.bus.broker import ANSWER_WITHIN_S, CONNECT_WITHIN_S, create_broker
from shared.bus.delivery import Handler, Plainly, Reader, deliver, deliver_again
from shared.bus.fitness import unfitness
from shared.bus.groups import ensure_group, resume
from shared.bus.relay import Backlog, Relay
from shared.bus.strays import Strays
from shared.bus.subscribe import subscribe
from shared.bus.trim import trim
from shared.bus.watch import RESTART_ME, ConsumerWatch
from shared.streams import Stream, consumed_by, produced_by
from shared.telemetry.streams import StreamMetrics
from shared.tracing.following import NOT_FOLLOWING, Following

_RETRY_S = 0.5
_TRIM_EVERY_S = 5.0
_LOOK_EVERY_S = 1.0

log = structlog.get_logger()


class Bus:
    """Wires a service to the streams. While Redis is away the service lives, says so, and goes on by itself."""

    def __init__(
        self,
        redis_url: str,
        *,
        service: str,
        consumer: str,
        registry: CollectorRegistry,
        follow: Following = NOT_FOLLOWING,
    ) -> None:
        """Wire *service*; nothing connects before :meth:`running`. Messages are followed by *follow*."""
        self._service = service
        self._follow = follow
        self._consumer = consumer
        self._reads: dict[Stream, Strays] = {}
        self._waiting_for: str | None = "starting"
        self._life: asyncio.Task[None] | None = None
        self._relay: Relay | None = None
        self.redis = Redis.from_url(redis_url, socket_connect_timeout=CONNECT_WITHIN_S, socket_timeout=ANSWER_WITHIN_S)
        self._broker = create_broker(redis_url, registry)
        self._watch = ConsumerWatch(self._broker, self.redis)
        self.metrics = StreamMetrics(registry, self.redis, consumed_by(service), service)

    def listen(self, stream: Stream, handle: Handler) -> None:
        """Let *handle* receive the messages of *stream*, which one of our services derived."""
        self.read(stream, Plainly(stream, handle))

    def read(self, stream: Stream, reader: Reader) -> None:
        """Let *reader* receive the messages of *stream*."""
        reader = self._follow.reading(stream, reader)
        strays = Strays(self.redis, stream, self._service, self._consumer, partial(deliver, reader))
        self._reads[stream] = strays
        subscribe(
            self._broker,
            self.redis,
            stream,
            fresh=strays.take,
            again=partial(deliver_again, reader),
            group=self._service,
            consumer=self._consumer,
        )

    def publish_from(self, backlog: Backlog) -> Relay:
        """Publish *backlog* while the bus runs."""
        self._relay = Relay(self._follow.publishing(backlog), self.redis, self._service)
        return self._relay

    async def fault(self) -> str | None:
        """Return what is wrong with the streams, in a word, or None."""
        if self._life is None or self._life.done():
            return "stopped"
        return self._waiting_for or await self._watch.fault()

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
        try:
            await self._start()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._watch.exit_when_dead())
                tasks.create_task(self._look_for_strays())
                if self._relay:
                    tasks.create_task(self._relay.run())
                    tasks.create_task(self._keep_short())
        except Exception:  # a service that publishes nothing must not look alive
            log.critical("bus.stopped", exc_info=True)
            os._exit(RESTART_ME)

    async def _start(self) -> None:
        while self._waiting_for:
            try:
                fault = await self._try_to_start()
            except (RedisError, OSError) as error:
                fault = f"redis-away ({type(error).__name__})"
            if fault:
                if fault != self._waiting_for:
                    log.warning("bus.waiting", fault=fault)
                await asyncio.sleep(_RETRY_S)
            self._waiting_for = fault

    async def _try_to_start(self) -> str | None:
        if fault := await unfitness(self.redis):
            return fault
        for stream, strays in self._reads.items():
            await ensure_group(self.redis, stream, self._service)
            await resume(self.redis, stream, self._service, self._consumer, strays.take_read)
        await self._broker.start()
        return None

    async def _look_for_strays(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            with suppress(RedisError, OSError):  # what was not acknowledged is found the next time
                for strays in self._reads.values():
                    await strays.look()

    async def _keep_short(self) -> None:
        while True:
            await asyncio.sleep(_TRIM_EVERY_S)
            with suppress(RedisError, OSError):  # the relay tells of it
                for stream in produced_by(self._service):
                    await trim(self.redis, stream)


async def _end(life: asyncio.Task[None]) -> None:
    # FastStream swallows a cancellation that meets it while it starts: once is not enough.
    while not life.done():
        life.cancel()
        await asyncio.wait({life}, timeout=_RETRY_S)
    with suppress(asyncio.CancelledError):
        life.result()
