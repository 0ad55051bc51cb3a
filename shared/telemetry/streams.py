"""How far behind a service's groups are on the streams they read."""

import time
from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Gauge
from redis.asyncio import Redis

from shared.streams import Stream

_COUNT_BEHIND = """
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
return #entries
"""
"""Redis before 7.0 does not say how many messages lie behind a group; it counts them, so that they need not travel."""

_COUNT_AT_MOST = 100_000


class StreamMetrics:
    """Lag and pending messages, read from Redis when they are asked for."""

    def __init__(self, registry: CollectorRegistry, redis: Redis, streams: Sequence[Stream], group: str) -> None:
        """Register the gauges of *group* on *streams*."""
        self._redis = redis
        self._streams = streams
        self._group = group
        labels = ["stream", "group"]
        self._lag = Gauge("kurs_stream_lag", "Messages not yet read.", labels, registry=registry)
        self._pending = Gauge(
            "kurs_stream_pending", "Messages read and not yet acknowledged.", labels, registry=registry
        )
        self._oldest = Gauge(
            "kurs_stream_oldest_pending_seconds",
            "Time since the oldest message read and not yet acknowledged was published; 0 without any.",
            labels,
            registry=registry,
        )

    async def refresh(self) -> None:
        """Ask Redis and set the gauges."""
        for stream in self._streams:
            lag, pending = await self._standing(stream)
            self._lag.labels(stream.name, self._group).set(lag)
            self._pending.labels(stream.name, self._group).set(pending)
            self._oldest.labels(stream.name, self._group).set(await self._age_of_oldest(stream) if pending else 0)

    async def unfinished(self) -> int:
        """Return how many messages are not yet dealt with, over all streams."""
        return sum([sum(await self._standing(stream)) for stream in self._streams])

    async def _standing(self, stream: Stream) -> tuple[int, int]:
        groups = await self._redis.xinfo_groups(stream.name)
        for group in groups:
            if group["name"].decode() == self._group:
                return await self._behind(stream, group["last-delivered-id"]), group["pending"]
        return 0, 0

    async def _age_of_oldest(self, stream: Stream) -> float:
        oldest = (await self._redis.xpending(stream.name, self._group))["min"]
        # A position begins with Redis' own milliseconds since 1970.
        return max(0.0, time.time() - int(oldest.partition(b"-")[0]) / 1_000) if oldest else 0.0

    async def _behind(self, stream: Stream, delivered: bytes) -> int:
        info = await self._redis.xinfo_stream(stream.name)
        if info["last-generated-id"] == delivered:
            return 0
        return int(await self._redis.eval(_COUNT_BEHIND, 1, stream.name, delivered, _COUNT_AT_MOST))
