"""What Redis has handed to this replica and what never came here: the reply to a read was lost with its connection.

Redis takes it for read, and the reader does not know of it. It would wait as long as what a dead replica left behind.
"""

from collections.abc import Awaitable, Callable

import structlog
from redis.asyncio import Redis

from shared.bus.delivery import Delivery
from shared.bus.groups import fresh_name, pending_of, take_over
from shared.bus.subscribe import deliveries_of
from shared.streams import Stream

log = structlog.get_logger()


class Strays:
    """Compares what Redis takes for read by one replica from one stream with what has come here."""

    def __init__(
        self,
        redis: Redis,
        stream: Stream,
        group: str,
        consumer: str,
        deliver: Callable[[list[Delivery]], Awaitable[None]],
    ) -> None:
        """Look after the reads of *consumer*; *deliver* takes what is read."""
        self._redis = redis
        self._stream = stream
        self._group = group
        self._name = fresh_name(consumer)
        self._deliver = deliver
        self._in_hand: set[str] = set()
        self._missed: set[str] = set()

    async def take(self, batch: list[Delivery]) -> None:
        """Deliver what has come; while that lasts it is not missed."""
        positions = {message.position for message in batch}
        self._in_hand |= positions
        try:
            await self._deliver(batch)
        finally:
            self._in_hand -= positions

    async def look(self) -> None:
        """Take what Redis takes for read, what is not here, and what was not here the last time.

        Once is not enough: a reply may be on its way, and what was delivered is acknowledged a moment later. To be
        called at intervals in which replies arrive. What is taken twice all the same is counted once, as always.
        """
        pending = [position for position, _ in await pending_of(self._redis, self._stream, self._group, self._name)]
        missed = {position.decode() for position in pending} - self._in_hand
        strays = sorted(missed & self._missed)
        self._missed = missed.difference(strays)
        if strays:
            log.warning("reads.lost", stream=self._stream.name, messages=len(strays))
            await take_over(self._redis, self._stream, self._group, self._name, strays, self.take_read)

    async def take_read(self, messages: object) -> None:
        """Deliver messages that were read before, as redis-py gives them; what was trimmed meanwhile is gone."""
        if batch := deliveries_of(messages):
            await self.take(batch)
