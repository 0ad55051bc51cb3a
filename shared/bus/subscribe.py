"""Subscribe a reader to a stream: new messages in batches, and those that a dead replica left behind, one by one."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from faststream import AckPolicy
from faststream.redis import RedisBroker, StreamSub
from faststream.redis.message import ConsumerProtocol, RedisBatchStreamMessage, bDATA_KEY
from redis.asyncio import Redis

from shared.bus.delivery import Delivery
from shared.bus.groups import claims_name, fresh_name
from shared.streams import Stream

ABANDONED_MS = 60_000
"""A message not acknowledged for so long is taken over. The clock starts at the read: at least three times the slowest
batch, or a slow replica's work is done twice."""

_POLL_MS = 1_000

OnBatch = Callable[[list[Delivery]], Awaitable[None]]


def subscribe(  # noqa: PLR0913 - names, not positions
    broker: RedisBroker, redis: Redis, stream: Stream, *, fresh: OnBatch, again: OnBatch, group: str, consumer: str
) -> None:
    """Let *fresh* receive every message of *stream*, *again* what was left behind; each acknowledged when it returns.

    FastStream takes abandoned messages over one at a time: one that kills its reader is alone then.
    """
    acknowledger = cast("ConsumerProtocol", redis)

    async def parse(message: Any) -> RedisBatchStreamMessage:  # noqa: ANN401 - FastStream's raw message
        return RedisBatchStreamMessage(raw_message=message, body=b"", consumer=acknowledger, group=group)

    async def decode(message: RedisBatchStreamMessage) -> list[Delivery]:
        raw = message.raw_message
        return deliveries_of(zip(raw["message_ids"], raw["data"], strict=True))

    for reader, handle in ((_fresh(stream, group, consumer), fresh), (_abandoned(stream, group, consumer), again)):
        broker.subscriber(
            stream=reader, parser=parse, decoder=decode, ack_policy=AckPolicy.NACK_ON_ERROR, no_reply=True
        )(handle)


def deliveries_of(messages: Any) -> list[Delivery]:  # noqa: ANN401 - pairs as redis-py gives them
    """Return (position, fields) pairs as deliveries; a message that was trimmed while it was pending has no fields."""
    return [
        Delivery(position.decode(), fields.get(bDATA_KEY, b"")) for position, fields in messages if fields is not None
    ]


def _fresh(stream: Stream, group: str, consumer: str) -> StreamSub:
    return StreamSub(
        stream.name,
        group=group,
        consumer=fresh_name(consumer),
        batch=True,
        max_records=stream.read_at_once,
        polling_interval=_POLL_MS,
    )


def _abandoned(stream: Stream, group: str, consumer: str) -> StreamSub:
    return StreamSub(
        stream.name,
        group=group,
        consumer=claims_name(consumer),
        batch=True,
        max_records=stream.read_at_once,
        polling_interval=_POLL_MS,
        min_idle_time=ABANDONED_MS,
    )
