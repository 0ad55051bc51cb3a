"""What no well-meaning caller sends, over real sockets to a real server: always 4xx or a closed connection, never 5xx.

Memory stays, and other callers are served meanwhile.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

from shared.keys import create_key
from shared.settings import Settings
from shared.streams import PLANS
from tests.support.intake_door import BATCH, LINES, STRUCTURED, a_plan, prepared
from tests.support.intake_process import CONNECTIONS, PATIENCE_S, IntakeProcess, intake_process
from tests.support.offered import an_entry
from tests.support.redis_server import RedisServer

WITHIN_S = 20.0
MEGABYTE = b"x" * 1_000_000
HUGE = 100
CLOSED = 0
"""Stands for the status when a connection was closed without an answer."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Return the settings of an intake beside a Redis that holds a plan."""
    folder = tmp_path_factory.mktemp("hostile")
    server = RedisServer(folder)
    server.start()
    with redis.Redis.from_url(server.url) as client:
        client.xadd(PLANS.name, {"__data__": a_plan().model_dump_json()})
    yield prepared(folder, server)
    server.close()


@dataclass(frozen=True)
class Target:
    """A running intake and a key for it."""

    process: IntakeProcess
    key: str

    def head(self, *lines: str, content_type: str = STRUCTURED) -> bytes:
        """Return the head of a request for events, with more header *lines*."""
        fixed = ("POST /v1/events HTTP/1.1", "Host: intake", f"Authorization: Bearer {self.key}")
        return "\r\n".join([*fixed, f"Content-Type: {content_type}", *lines, "", ""]).encode()

    async def answer(self, body: bytes, content_type: str = STRUCTURED) -> int:
        """Return the status that an honest request with *body* gets."""
        async with self.connection() as line:
            line.send(self.head(f"Content-Length: {len(body)}", content_type=content_type) + body)
            return await line.status()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator["Line"]:
        """Open a connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.process.port)
        try:
            yield Line(reader, writer)
        finally:
            writer.transport.abort()


@dataclass(frozen=True)
class Line:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def send(self, data: bytes) -> None:
        """Send *data* without waiting."""
        self.writer.write(data)

    async def pour(self, data: bytes, times: int) -> bool:
        """Send *data* so often, as fast as it is taken, and say whether all of it was."""
        try:
            for _ in range(times):
                self.writer.write(data)
                await self.writer.drain()
        except ConnectionError:
            return False
        return True

    async def drip(self, data: bytes, pause_s: float = PATIENCE_S / 5) -> int:
        """Send *data* byte by byte until there is an answer, and return its status."""
        answer = asyncio.create_task(self.status())
        for place in range(len(data)):
            self.writer.write(data[place : place + 1])
            await asyncio.wait({answer}, timeout=pause_s)
            if answer.done():
                break
        return await answer

    async def status(self) -> int:
        """Return the status of the next answer, or CLOSED."""
        async with asyncio.timeout(WITHIN_S):
            try:
                head = await self.reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return CLOSED
        first, *headers = head.decode().split("\r\n")
        lengths = [int(line.partition(":")[2]) for line in headers if line.lower().startswith("content-length:")]
        await self.reader.readexactly(sum(lengths))
        return int(first.split()[1])

    async def closed_within(self, seconds: float) -> bool:
        """Say whether the other side closes soon."""
        try:
            async with asyncio.timeout(seconds):
                while await self.reader.read(65_536):
                    pass
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        return True


@pytest.fixture(scope="module")
def target(settings: Settings) -> Iterator[Target]:
    """Return a running intake."""
    key = create_key(settings.keys, office=None, rights=["emit"])
    with intake_process(settings) as process:
        found = Target(process, key)
        asyncio.run(until_served(found))
        yield found


async def until_served(target: Target) -> None:
    deadline = time.monotonic() + WITHIN_S
    while await one_more(target) != 202:
        assert time.monotonic() < deadline


async def one_more(target: Target) -> int:
    return await target.answer(json.dumps(an_entry()).encode())


EVENT = json.dumps(an_entry())


@pytest.mark.parametrize("content_type", [STRUCTURED, BATCH, LINES])
@pytest.mark.parametrize(
    "body",
    [
        EVENT.replace('"revision": 1', '"revision": NaN').encode(),
        EVENT.replace('"revision": 1', '"revision": -Infinity').encode(),
        EVENT.replace('"revision": 1', '"revision": 1e999').encode(),
        EVENT.replace('"revision": 1', '"revision": ' + "9" * 100_000).encode(),
        EVENT.replace('"revision": 1', '"revision": 1, "revision": 2').encode(),
        EVENT.replace('"revision": 1', '"revision" : 1, "revision": 2').encode(),
        EVENT.replace("T-2026-1", r"\ud83d").encode(),
        EVENT.replace("T-2026-1", r"\udc00\ud83d").encode(),
        EVENT.replace("T-2026-1", r"\u0000").encode(),
        EVENT.replace("T-2026-1", "\0").encode(),
        EVENT.replace("T-2026-1", "Büro").encode("latin-1"),
        EVENT.replace("T-2026-1", "Büro").encode("utf-16"),
        EVENT.replace('"employed": false', '"employed": ' + "[" * 100_000).encode(),
        EVENT.replace('"employed": false', '"employed": ' + "[" * 900 + "]" * 900).encode(),
        EVENT.replace('"employed": false', '"employed": ' + '{"a":' * 900 + "1" + "}" * 900).encode(),
        EVENT.encode()[:-1],
        b"\0" * 1_000,
        b"\xff" * 1_000,
        b"[" * 900_000,
        b'{"a":' * 150_000,
        b"",
    ],
    ids=lambda value: f"{len(value)} bytes" if isinstance(value, bytes) else None,
)
async def test_what_is_not_exactly_an_event_is_the_callers_fault(
    target: Target, body: bytes, content_type: str
) -> None:
    wrapped = b"[" + body + b"]" if content_type == BATCH else body

    assert 400 <= await target.answer(wrapped, content_type) < 500


async def test_a_body_of_a_hundred_megabytes_is_too_large_and_takes_no_memory(target: Target) -> None:
    before = target.process.memory_mb
    async with target.connection() as line:
        line.send(target.head(f"Content-Length: {HUGE * len(MEGABYTE)}"))
        status = asyncio.create_task(line.status())
        await line.pour(MEGABYTE, HUGE)
        assert await status == 413

    assert target.process.memory_mb < before + 20
    assert await one_more(target) == 202


@pytest.mark.parametrize("chunk", [MEGABYTE, b"x" * 1_000, b"x"], ids=["large", "middling", "tiny"])
async def test_chunks_without_end_are_cut_off(target: Target, chunk: bytes) -> None:
    before = target.process.memory_mb
    framed = b"%x\r\n%s\r\n" % (len(chunk), chunk)
    async with target.connection() as line:
        line.send(target.head("Transfer-Encoding: chunked"))
        status = asyncio.create_task(line.status())
        pouring = asyncio.create_task(line.pour(framed * (len(MEGABYTE) // len(framed) or 1), 100_000))
        assert await status in {400, 413, CLOSED}
        assert await line.closed_within(5 * PATIENCE_S)
        assert not await pouring

    assert target.process.memory_mb < before + 20
    assert await one_more(target) == 202


async def test_a_length_that_is_too_short_makes_the_rest_a_request_of_its_own(target: Target) -> None:
    async with target.connection() as line:
        line.send(target.head("Content-Length: 2") + EVENT.encode())

        assert await line.status() in {400, 422}
        assert await line.closed_within(PATIENCE_S)


@pytest.mark.parametrize("length", ["-1", "1e3", "abc", "18446744073709551616", "1, 2"])
async def test_a_length_that_is_none_is_refused(target: Target, length: str) -> None:
    async with target.connection() as line:
        line.send(target.head(f"Content-Length: {length}") + EVENT.encode())

        assert await line.status() == 400


async def test_a_length_beside_chunks_is_refused(target: Target) -> None:
    async with target.connection() as line:
        line.send(target.head("Content-Length: 5", "Transfer-Encoding: chunked") + b"0\r\n\r\n")

        assert await line.status() == 400


async def test_a_body_that_never_ends_or_comes_too_slowly_is_given_up(target: Target) -> None:
    head = target.head(f"Content-Length: {len(EVENT)}")
    async with target.connection() as stuck, target.connection() as slow:
        stuck.send(head + EVENT[:-1].encode())
        slow.send(head)

        assert set(await asyncio.gather(stuck.status(), slow.drip(EVENT.encode()))) == {408}
        assert await stuck.closed_within(5 * PATIENCE_S)


async def test_the_rest_of_a_body_that_nobody_waits_for_does_not_hold_a_connection(target: Target) -> None:
    async with target.connection() as line:
        line.send(b"GET /health/live HTTP/1.1\r\nHost: intake\r\nContent-Length: 1000\r\n\r\n")

        assert await line.status() == 200
        assert await line.drip(b"x" * 1_000) == CLOSED


async def test_a_head_that_comes_too_slowly_or_never_is_cut_off(target: Target) -> None:
    async with target.connection() as silent, target.connection() as slow, target.connection() as second:
        second.send(b"GET /health/live HTTP/1.1\r\nHost: intake\r\n\r\n")
        assert await second.status() == 200

        head = target.head("X-Slow: " + "a" * 1_000)
        assert set(await asyncio.gather(slow.drip(head), second.drip(head), silent.status())) == {CLOSED}


async def test_a_head_without_end_is_refused(target: Target) -> None:
    before = target.process.memory_mb
    async with target.connection() as line:
        line.send(target.head()[:-2])
        status = asyncio.create_task(line.status())
        assert not await line.pour(b"X-More: " + b"a" * 1_000 + b"\r\n", 1_000_000)

        assert await status in {400, CLOSED}
    assert target.process.memory_mb < before + 20


async def test_more_connections_than_there_are_places_for_are_sent_away_at_once(target: Target) -> None:
    lines = [target.connection() for _ in range(CONNECTIONS + 5)]
    opened = [await line.__aenter__() for line in lines]
    assert [await line.status() for line in opened[-3:]] == [503] * 3
    for line in lines:
        await line.__aexit__(None, None, None)

    await until_served(target)


async def test_others_are_served_while_all_that_goes_on(target: Target) -> None:
    before = target.process.memory_mb
    slow = [target.connection() for _ in range(CONNECTIONS // 2)]
    opened = [await line.__aenter__() for line in slow]
    attacks = [
        *(asyncio.create_task(line.drip(target.head("X-Slow: " + "a" * 100))) for line in opened),
        *(asyncio.create_task(target.answer(MEGABYTE * 5)) for _ in range(3)),
    ]

    statuses = {await one_more(target) for _ in range(50)}

    assert statuses == {202}
    assert set(await asyncio.gather(*attacks)) <= {CLOSED, 413, 429}
    assert target.process.memory_mb < before + 20
    for line in slow:
        await line.__aexit__(None, None, None)


def test_the_log_tells_of_no_fault_of_ours(target: Target, settings: Settings) -> None:
    log = (Path(settings.data_dir) / "intake.log").read_text()

    assert target.process.listens()
    assert "Traceback" not in log
    assert '"level": "error"' not in log
