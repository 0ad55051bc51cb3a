"""Subscribe a handler to a stream: new messages in batches, and those that a dead replica left behind."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from faststream import AckPolicy
from faststream.redis import RedisBroker, StreamSub
from faststream.redis.message import ConsumerProtocol, RedisBatchStreamMessage, bDATA_KEY
from redis.asyncio import Redis

from shared.bus.groups import claims_name, fresh_name
from shared.streams import Stream

BATCH = 1_000
"""Messages read at once: a backlog drains in large transactions, a quiet stream stays fresh."""

ABANDONED_MS = 60_000
"""A message not acknowledged for so long is taken over. The clock starts at the read: at least three times the slowest
batch, or a slow replica's work is done twice."""

_POLL_MS = 1_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message as it came: its position in the stream and its raw bytes, not yet trusted."""

    position: str
    payload: bytes


Handler = Callable[[list[Delivery]], Awaitable[None]]
"""Takes a batch; returns when its effects are committed, raises when the batch must come again."""


def subscribe(  # noqa: PLR0913 - names, not positions
    broker: RedisBroker, redis: Redis, stream: Stream, handle: Handler, *, group: str, consumer: str
) -> None:
    """Let *handle* receive every message of *stream*, at least once, and acknowledge a batch when it returns."""
    acknowledger = cast("ConsumerProtocol", redis)

    async def parse(message: Any) -> RedisBatchStreamMessage:  # noqa: ANN401 - FastStream's raw message
        return RedisBatchStreamMessage(raw_message=message, body=b"", consumer=acknowledger, group=group)

    async def decode(message: RedisBatchStreamMessage) -> list[Delivery]:
        raw = message.raw_message
        return [
            Delivery(position.decode(), fields.get(bDATA_KEY, b""))
            for position, fields in zip(raw["message_ids"], raw["data"], strict=True)
            if fields is not None  # trimmed while it was pending
        ]

    for reader in (_fresh(stream, group, consumer), _abandoned(stream, group, consumer)):
        broker.subscriber(
            stream=reader, parser=parse, decoder=decode, ack_policy=AckPolicy.NACK_ON_ERROR, no_reply=True
        )(handle)


def _fresh(stream: Stream, group: str, consumer: str) -> StreamSub:
    return StreamSub(
        stream.name,
        group=group,
        consumer=fresh_name(consumer),
        batch=True,
        max_records=BATCH,
        polling_interval=_POLL_MS,
    )


def _abandoned(stream: Stream, group: str, consumer: str) -> StreamSub:
    return StreamSub(
        stream.name,
        group=group,
        consumer=claims_name(consumer),
        batch=True,
        max_records=BATCH,
        polling_interval=_POLL_MS,
        min_idle_time=ABANDONED_MS,
    )
