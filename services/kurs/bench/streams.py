"""The streams of a replay: filled at the limit of publishing, drained at the limit of reading, watched while read."""

import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson
from faststream.redis.message import bDATA_KEY
from redis import Redis

from services.kurs.bench.counting import Fold
from services.kurs.bench.events import accepted, events
from services.kurs.bench.progress import Advance
from shared.bus.loss import as_numbers
from shared.streams import CUSTOMERS, ENTRIES, VOUCHERS

_AT_ONCE = 500
_LIMIT = "limit"
STREAMS = {"entry": ENTRIES.name, "voucher": VOUCHERS.name, "customer": CUSTOMERS.name}

Position = tuple[int, int]


@dataclass(slots=True)
class Filled:
    """Events on their streams: how long publishing took, what they must be counted as, and where the ends are."""

    number: int
    seconds: float = 0.0
    fold: Fold = field(default_factory=Fold)
    positions: dict[str, list[Position]] = field(default_factory=lambda: defaultdict(list))


def fill(redis: Redis, number: int, advance: Advance) -> Filled:
    """Put *number* events on their streams in pipelines; only Redis' part of the work is timed."""
    filled, coming = Filled(number), enumerate(events(number), 1)
    while some := list(islice(coming, _AT_ONCE)):
        bodies = [(STREAMS[event.kind], accepted(event, sequence)) for sequence, event in some]
        began = time.perf_counter()
        pipeline: Any = redis.pipeline(transaction=False)
        for stream, body in bodies:
            pipeline.execute_command("XADD", stream, "*", bDATA_KEY, body)
        replies = pipeline.execute()
        filled.seconds += time.perf_counter() - began
        for (stream, _), position in zip(bodies, replies, strict=True):
            filled.positions[stream].append(as_numbers(position.decode()))
        for _, event in some:
            filled.fold.add(event.kind, event.source, orjson.loads(event.data))
        advance(some[-1][0])
    return filled


def drain(redis: Redis, number: int, advance: Advance) -> float:
    """Read and acknowledge everything in a group of our own, do nothing with it, and return the seconds it took."""
    done, began = 0, time.perf_counter()
    for stream in STREAMS.values():
        redis.xgroup_create(stream, _LIMIT, id="0")
        for ids in _batches(redis, stream):
            redis.xack(stream, _LIMIT, *ids)
            done += len(ids)
            advance(done)
    seconds = time.perf_counter() - began
    for stream in STREAMS.values():
        redis.xgroup_destroy(stream, _LIMIT)
    assert done == number, "something else is on the streams"  # noqa: S101 - a figure of other work is worth nothing
    return seconds


def _batches(redis: Redis, stream: str) -> Iterator[list[bytes]]:
    reader: Any = redis
    while read := reader.xreadgroup(_LIMIT, "1", {stream: ">"}, count=_AT_ONCE):
        yield [position for position, _ in read[0][1]]


class Reading:
    """How far planning's group has come on the streams."""

    def __init__(self, redis: Redis, filled: Filled) -> None:
        """Watch what was *filled*."""
        self._redis = redis
        self._filled = filled

    def done(self) -> int:
        """Return how many events were read and acknowledged."""
        return sum(self._on(stream, positions) for stream, positions in self._filled.positions.items())

    def begun(self) -> bool:
        """Say whether the first read has happened."""
        return any(group and group["last-delivered-id"] != b"0-0" for group in map(self._group, self._filled.positions))

    def _on(self, stream: str, positions: list[Position]) -> int:
        group = self._group(stream)
        if group is None:
            return 0
        return bisect_right(positions, as_numbers(group["last-delivered-id"].decode())) - int(group["pending"])

    def _group(self, stream: str) -> dict[str, Any] | None:
        groups: Any = self._redis.xinfo_groups(stream)
        return next((group for group in groups if group["name"] == b"planning"), None)
