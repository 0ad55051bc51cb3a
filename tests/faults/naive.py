"""A consumer as one writes it first: FastStream's defaults, one message at a time, counters that count. It loses."""

import asyncio
import json
import sqlite3
import sys
from typing import Any

from faststream import FastStream
from faststream.redis import RedisBroker, StreamSub

STREAM = "control.events"
GROUP = "control"
_TABLES = """
    CREATE TABLE IF NOT EXISTS taken (id TEXT PRIMARY KEY, times INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS office (code TEXT PRIMARY KEY, n INTEGER NOT NULL);
"""


def main(redis_url: str, file: str) -> None:
    """Consume until killed."""
    connection = sqlite3.connect(file, timeout=30)
    connection.executescript(_TABLES)
    broker = RedisBroker(redis_url)

    @broker.subscriber(stream=StreamSub(STREAM, group=GROUP, consumer="1"))
    async def on_event(event: dict[str, Any]) -> None:
        count(connection, "taken", "id", "times", event["id"])
        count(connection, "office", "code", "n", event["data"]["office"])

    asyncio.run(FastStream(broker).run())


def count(connection: sqlite3.Connection, table: str, key: str, counter: str, value: str) -> None:
    """Count one up, and commit."""
    connection.execute(
        f"INSERT INTO {table} VALUES (?, 1) ON CONFLICT ({key}) DO UPDATE SET {counter} = {counter} + 1",  # noqa: S608 - ours
        (value,),
    )
    connection.commit()


def body(event: dict[str, Any]) -> bytes:
    """Return a message that FastStream reads without its envelope."""
    return json.dumps(event).encode()


if __name__ == "__main__":
    main(*sys.argv[1:])
