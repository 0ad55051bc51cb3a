"""FastStream as its tutorial shows it: one message at a time. With a number it publishes so many, else it works."""

import asyncio
import logging
import os
import sys

from faststream import FastStream
from faststream.redis import RedisBroker, StreamSub
from redis.asyncio import Redis

from services.kurs.bench.peers.tasks import tasks
from services.kurs.bench.peers.work import REDIS, count

logging.disable(logging.INFO)  # it tells of every message
_STREAM = "peer"
_GROUP = "peer"

broker = RedisBroker(os.environ[REDIS])
app = FastStream(broker)


def on_event(kind: str, body: str) -> None:
    """Count one event."""
    count(kind, body)


broker.subscriber(stream=StreamSub(_STREAM, group=_GROUP, consumer="1"))(on_event)


async def _send(number: int) -> None:
    async with Redis.from_url(os.environ[REDIS]) as redis:
        await redis.xgroup_create(_STREAM, _GROUP, id="0", mkstream=True)  # FastStream would begin at the end
    async with RedisBroker(os.environ[REDIS]) as publisher:
        for kind, body in tasks(number):
            await publisher.publish({"kind": kind, "body": body}, stream=_STREAM)


if __name__ == "__main__":
    asyncio.run(_send(int(sys.argv[1])) if sys.argv[1:] else app.run())
