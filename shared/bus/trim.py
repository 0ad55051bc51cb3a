"""Keep the streams short: what every reader has dealt with is in the databases."""

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from shared.bus.loss import Position, as_numbers
from shared.streams import Stream

KEEP_UNREAD = 10_000
"""So many messages stay on a stream that none of our services reads."""


async def trim(redis: Redis, stream: Stream) -> None:
    """Drop from *stream* what all its groups have acknowledged; nothing while one of them is missing."""
    if not stream.consumers:
        await redis.xtrim(stream.name, maxlen=KEEP_UNREAD, approximate=True)
        return
    try:
        groups = {group["name"].decode(): group for group in await redis.xinfo_groups(stream.name)}
    except ResponseError:  # nothing was ever published there
        return
    if set(stream.consumers) <= groups.keys():
        floors = [await _settled_by(redis, stream, name, group) for name, group in groups.items()]
        await redis.xtrim(stream.name, minid="-".join(map(str, min(floors))), approximate=True)


async def _settled_by(redis: Redis, stream: Stream, name: str, group: dict[str, bytes]) -> Position:
    """Return the first position that *group* may still need."""
    if group["pending"]:
        # The summary and the group's state are two questions: what was acknowledged between them only delays us.
        summary = await redis.xpending(stream.name, name)
        if summary["min"]:
            return as_numbers(summary["min"].decode())
    return as_numbers(group["last-delivered-id"].decode())
