"""The bus on a real Redis: nothing is trimmed too early, what is lost is noticed, what was begun is finished."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis

from shared.bus.delivery import Delivery
from shared.bus.fitness import unfitness
from shared.bus.groups import ensure_group, resume
from shared.bus.loss import LossWatch
from shared.bus.relay import Outgoing, Relay
from shared.bus.runtime import Bus
from shared.bus.trim import trim
from shared.streams import ENTRIES, PLANS, Stream
from tests.support.redis_server import RedisServer
from tests.support.waiting import eventually


@pytest.fixture
async def redis(redis_server: RedisServer) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_server.url)
    yield client
    await client.aclose()


async def filled(redis: Redis, stream: Stream, number: int = 1_000) -> None:
    for group in stream.consumers:
        await ensure_group(redis, stream, group)
    for n in range(number):
        await redis.xadd(stream.name, {"__data__": str(n)})


async def read(redis: Redis, stream: Stream, group: str, number: int) -> list[Any]:
    answer: Any = await redis.xreadgroup(group, "1-fresh", {stream.name: ">"}, count=number)
    return [position for position, _ in answer[0][1]]


async def test_a_stream_is_trimmed_only_below_what_every_group_has_acknowledged(redis: Redis) -> None:
    await filled(redis, PLANS)
    first = await read(redis, PLANS, "intake", 900)
    await redis.xack(PLANS.name, "intake", *first)

    await trim(redis, PLANS)
    assert await redis.xlen(PLANS.name) == 1_000

    pending = await read(redis, PLANS, "monitoring", 600)
    await redis.xack(PLANS.name, "monitoring", *(pending[:300] + pending[301:]))
    await trim(redis, PLANS)

    oldest: Any = await redis.xrange(PLANS.name, count=1)
    assert oldest[0][0] <= pending[300]
    assert await redis.xlen(PLANS.name) < 1_000


async def test_a_stream_is_not_trimmed_while_a_group_is_missing(redis: Redis) -> None:
    for n in range(1_000):
        await redis.xadd(PLANS.name, {"__data__": str(n)})
    await ensure_group(redis, PLANS, "intake")
    await redis.xack(PLANS.name, "intake", *await read(redis, PLANS, "intake", 1_000))

    await trim(redis, PLANS)

    assert await redis.xlen(PLANS.name) == 1_000


async def test_what_was_read_once_before_a_crash_is_finished_as_a_batch_and_the_rest_one_by_one(redis: Redis) -> None:
    await filled(redis, ENTRIES, 10)
    await read(redis, ENTRIES, "planning", 4)
    taken: list[list[bytes]] = []

    async def take(messages: Any) -> None:
        taken.append([fields[b"__data__"] for _, fields in messages])

    async def die(_: Any) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        await resume(redis, ENTRIES, "planning", "1", die)
    await read(redis, ENTRIES, "planning", 3)
    await resume(redis, ENTRIES, "planning", "1", take)

    assert taken == [[b"4", b"5", b"6"]]
    aged: Any = await redis.xpending_range(ENTRIES.name, "planning", "-", "+", 10)
    assert [message["time_since_delivered"] > 1_000_000 for message in aged] == [True] * 4


class Memory:
    """A backlog that a test fills; it keeps what was sent until it must start again."""

    def __init__(self) -> None:
        """Begin empty."""
        self.messages: list[Outgoing] = []
        self.published = 0
        self.newest: Mapping[str, str] = {}
        self.started_again = 0

    async def waiting(self, limit: int) -> Sequence[Outgoing]:
        return self.messages[self.published : self.published + limit]

    async def sent(self, messages: Sequence[Outgoing], positions: Mapping[str, str]) -> None:
        self.published += len(messages)
        self.newest = {**self.newest, **positions}

    async def positions(self) -> Mapping[str, str]:
        return self.newest

    async def start_again(self) -> None:
        self.published, self.newest = 0, {}
        self.started_again += 1

    async def depth(self) -> int:
        return len(self.messages) - self.published


@pytest.mark.parametrize("loss", ["everything", "the stream", "its end"])
async def test_when_redis_has_lost_what_was_published_it_is_published_again(redis: Redis, loss: str) -> None:
    backlog = Memory()
    relay = Relay(backlog, redis, "intake")
    backlog.messages = [Outgoing(n, ENTRIES.name, str(n).encode()) for n in range(5)]
    await relay.make_good()
    await relay.publish_waiting()

    match loss:
        case "everything":
            await redis.flushall()
        case "the stream":
            await redis.delete(ENTRIES.name)
        case _:
            await redis.xtrim(ENTRIES.name, maxlen=0)
            set_end: Any = redis.execute_command
            await set_end("XSETID", ENTRIES.name, "1-0")
    anew = Relay(backlog, redis, "intake")
    await anew.make_good()
    await anew.publish_waiting()

    bodies: Any = await redis.xrange(ENTRIES.name)
    assert [fields[b"__data__"] for _, fields in bodies] == [b"0", b"1", b"2", b"3", b"4"]
    assert backlog.started_again == 1
    assert await LossWatch(redis, "intake").found(backlog.newest) is None


async def test_the_first_start_is_no_loss(redis: Redis) -> None:
    backlog = Memory()

    await Relay(backlog, redis, "intake").make_good()

    assert backlog.started_again == 0


async def test_a_redis_that_may_evict_is_not_fit(redis: Redis) -> None:
    assert await unfitness(redis) is None
    await redis.config_set("maxmemory-policy", "allkeys-lru")
    assert await unfitness(redis) == "redis-may-evict"


class Reading:
    """A replica of planning's that reads entries, and what it was given."""

    def __init__(self, redis_server: RedisServer) -> None:
        """Wire it; :meth:`until_it_reads` waits for it."""
        self.taken: list[str] = []
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.bus = Bus(redis_server.url, service="planning", consumer="1", registry=CollectorRegistry())
        self.bus.listen(ENTRIES, self._take)

    async def _take(self, batch: list[Delivery]) -> None:
        self.taken += [message.payload.decode() for message in batch]
        await self.goes_on.wait()

    async def until_it_reads(self) -> None:
        async def reads() -> bool:
            return await self.bus.fault() is None

        await eventually(reads)


@pytest.fixture
async def reading(redis_server: RedisServer) -> AsyncIterator[Reading]:
    reading = Reading(redis_server)
    async with reading.bus.running():
        await reading.until_it_reads()
        yield reading


async def lose_the_reply(redis: Redis, *bodies: str) -> None:
    """Publish messages and read them in the replica's name at once: for Redis they have been handed to it."""
    async with redis.pipeline(transaction=True) as pipeline:
        for body in bodies:
            pipeline.xadd(ENTRIES.name, {"__data__": body})
        pipeline.xreadgroup("planning", "1-fresh", {ENTRIES.name: ">"})
        await pipeline.execute()


async def nothing_pending(redis: Redis) -> bool:
    return int((await redis.xpending(ENTRIES.name, "planning"))["pending"]) == 0


async def test_what_a_lost_reply_held_is_read_again_within_seconds(redis: Redis, reading: Reading) -> None:
    await lose_the_reply(redis, "a", "b")

    async def taken() -> bool:
        return reading.taken == ["a", "b"]

    await eventually(taken)
    await eventually(partial(nothing_pending, redis))
    assert reading.taken == ["a", "b"]


async def test_what_is_in_hand_for_long_is_not_read_again(redis: Redis, reading: Reading) -> None:
    reading.goes_on.clear()
    await redis.xadd(ENTRIES.name, {"__data__": "slow"})

    async def taken() -> bool:
        return reading.taken == ["slow"]

    await eventually(taken)
    await lose_the_reply(redis, "lost")

    async def both() -> bool:
        return len(reading.taken) > 1

    await eventually(both)
    reading.goes_on.set()
    await eventually(partial(nothing_pending, redis))
    assert reading.taken == ["slow", "lost"]
