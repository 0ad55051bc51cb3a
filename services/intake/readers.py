"""Whether the readers of our streams have taken everything that lies there."""

from collections.abc import Iterable
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from shared.streams import Stream


async def nothing_left(redis: Redis, streams: Iterable[Stream]) -> bool:
    """Say whether every reader of every one of *streams* has read and acknowledged all that is on it.

    Raises RedisError when Redis does not answer.
    """
    return all([await _finished(redis, stream) for stream in streams])


async def _finished(redis: Redis, stream: Stream) -> bool:
    try:
        end = (await redis.xinfo_stream(stream.name))["last-generated-id"]
        groups = {group["name"].decode(): group for group in await redis.xinfo_groups(stream.name)}
    except ResponseError:  # the stream is gone: the relay sees that too, and knows what to do
        return False
    return all(name in groups and _idle(groups[name], end) for name in stream.consumers)


def _idle(group: dict[str, Any], end: bytes) -> bool:
    return not group["pending"] and group["last-delivered-id"] == end
