"""Consumer groups: one per reading service, begun at the beginning, and what a replica of ours left in them."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from shared.streams import Stream

LONG_AGO_MS = 3_600_000
_AT_ONCE = 1_000


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


Take = Callable[[Any], Awaitable[None]]
"""Takes messages as redis-py gives them: pairs of position and fields."""


async def resume(redis: Redis, stream: Stream, group: str, consumer: str, take: Take) -> None:
    """Finish what this replica had read and not acknowledged before it died.

    The replica's name is its own, so nobody works on these messages. What was delivered once is taken again as a
    batch; what has ended a process twice is aged, so that the claiming subscriber takes it one by one at once.
    """
    for name in (fresh_name(consumer), claims_name(consumer)):
        after = "-"
        while pending := await pending_of(redis, stream, group, name, after):
            after = f"({pending[-1][0].decode()}"
            more: list[Any] = [position for position, deliveries in pending if deliveries > 1]
            if once := [position for position, deliveries in pending if deliveries == 1]:
                await take_over(redis, stream, group, name, once, take)
            if more:
                await redis.xclaim(stream.name, group, name, 0, more, idle=LONG_AGO_MS, justid=True)


async def take_over(  # noqa: PLR0913, PLR0917 - what a claim is
    redis: Redis, stream: Stream, group: str, name: str, positions: Sequence[bytes | str], take: Take
) -> None:
    """Take what was read in the *name* of this replica and not acknowledged, as one batch, and acknowledge it."""
    claimed: list[Any] = list(positions)
    await take(await redis.xclaim(stream.name, group, name, 0, claimed))
    await redis.xack(stream.name, group, *claimed)


async def pending_of(redis: Redis, stream: Stream, group: str, name: str, after: str = "-") -> list[tuple[bytes, int]]:
    """Return position and number of deliveries of the oldest messages read in a *name* and not acknowledged."""
    found: Any = await redis.xpending_range(stream.name, group, after, "+", _AT_ONCE, consumername=name)
    return [(message["message_id"], message["times_delivered"]) for message in found]
