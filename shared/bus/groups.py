"""Consumer groups: one per reading service, begun at the beginning."""

from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from shared.streams import Stream

LONG_AGO_MS = 3_600_000
_AT_ONCE = 10_000


def fresh_name(consumer: str) -> str:
    """Return the name under which a replica reads new messages."""
    return f"{consumer}-fresh"


def claims_name(consumer: str) -> str:
    """Return the name under which a replica takes over abandoned messages."""
    return f"{consumer}-claims"


async def ensure_group(redis: Redis, stream: Stream, group: str) -> None:
    """Create *group* at the beginning of *stream* unless it already exists.

    FastStream would create it at the end, and lose whatever was published before the first start of the consumer.
    """
    try:
        await redis.xgroup_create(stream.name, group, id="0", mkstream=True)
    except ResponseError as error:
        if "BUSYGROUP" not in str(error):
            raise


async def release_own(redis: Redis, stream: Stream, group: str, consumer: str) -> None:
    """Hand what this replica had read and not acknowledged before it died to its claiming subscriber at once.

    The replica's name is its own, so nobody is working on these messages; they are aged instead of waiting for the
    time after which a stranger's messages count as abandoned.
    """
    for name in (fresh_name(consumer), claims_name(consumer)):
        pending = await redis.xpending_range(stream.name, group, "-", "+", _AT_ONCE, consumername=name)
        ids: list[Any] = [message["message_id"] for message in pending]
        if ids:
            await redis.xclaim(stream.name, group, name, 0, ids, idle=LONG_AGO_MS, justid=True)
