"""Has Redis forgotten what we told it? It may come back empty, or without its newest second."""

from collections.abc import Mapping

from redis.asyncio import Redis
from redis.exceptions import ResponseError

Position = tuple[int, int]


class LossWatch:
    """Leaves a marker beside the streams of one service and compares the streams' ends with what was published."""

    def __init__(self, redis: Redis, service: str) -> None:
        """Watch for the relay of *service*."""
        self._redis = redis
        self._marker = marker_of(service)

    async def found(self, positions: Mapping[str, str]) -> str | None:
        """Return what is lost, in a word, or None. *positions* are the newest published, by stream."""
        if not await self._redis.exists(self._marker):
            return "marker"
        for stream, position in positions.items():
            if await self._end(stream) < as_numbers(position):
                return stream
        return None

    async def leave_marker(self) -> None:
        """Say that everything which readers may need is on the streams, or waits to be published."""
        await self._redis.set(self._marker, "1")

    async def _end(self, stream: str) -> Position:
        try:
            info = await self._redis.xinfo_stream(stream)
        except ResponseError as error:
            if "no such key" in str(error):
                return (0, 0)
            raise
        return as_numbers(info["last-generated-id"].decode())


def marker_of(service: str) -> str:
    """Return the key of the marker that the relay of *service* leaves."""
    return f"kurs:published:{service}"


def as_numbers(position: str) -> Position:
    """Return a position in a form that can be compared."""
    milliseconds, _, number = position.partition("-")
    return int(milliseconds), int(number or 0)
