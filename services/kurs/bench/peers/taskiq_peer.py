"""taskiq: a task an event, over a Redis stream. ``python -m`` this module with a number sends so many tasks."""

import asyncio
import os
import sys

from taskiq_redis import RedisStreamBroker

from services.kurs.bench.peers.tasks import tasks
from services.kurs.bench.peers.work import REDIS, count

broker = RedisStreamBroker(os.environ[REDIS], consumer_id="0")
count_event = broker.register_task(count, task_name="count")


async def _send(number: int) -> None:
    await broker.startup()
    for task in tasks(number):
        await count_event.kiq(*task)
    await broker.shutdown()


if __name__ == "__main__":
    asyncio.run(_send(int(sys.argv[1])))
