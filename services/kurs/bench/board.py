"""The board under questions: how long an answer takes, with how many events in the books, with and without writes."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from faststream.redis.message import bDATA_KEY
from redis import Redis

from services.kurs.bench.books import copies_for, fill_books, later_events
from services.kurs.bench.check import check, counted_by
from services.kurs.bench.databases import Databases
from services.kurs.bench.events import LAST_DAY
from services.kurs.bench.figures import Spread, spread
from services.kurs.bench.http import Connection, get
from services.kurs.bench.progress import Steps
from services.kurs.bench.rig import Rig, rig
from services.kurs.bench.streams import STREAMS
from services.kurs.client import Client
from services.kurs.failure import Failure
from shared.keys import create_key

_OFFICE = "JC-WB"
_PAST = "2026-06-30"
_OK = 200
_WARM_UP = 20
_PAST_SHARE = 20
"""A past state of knowledge is asked for so many times less often: it costs more."""


class Load(NamedTuple):
    """How many questions of each kind, and how many events a second meanwhile."""

    requests: int
    rate: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How long one kind of question waited for its answer."""

    database: str
    events: int
    question: str
    writes: int
    waits: Spread


def measure_board(databases: Databases, events: int, load: Load, steps: Steps) -> list[Asked]:
    """Fill fresh books with *events* and ask for the board again and again."""
    with rig(databases) as stand:
        stand.prepare_product()
        with Client(stand.settings) as client:
            planning = stand.serve("planning")
            stand.wait_until_ready(planning, client)
            stand.publish_plan(client)
            planning.stop()
            with steps.step("bench-books", events, database=stand.database) as advance:
                fold = fill_books(stand.settings.database("planning"), events, advance)
            planning = stand.serve("planning")
            stand.wait_until_ready(planning, client)
            expected = Counter({name: n * copies_for(events) for name, n in fold.totals().items()})
            check(counted_by(client.get("planning", "/v1/board", on=LAST_DAY)), expected)
        return list(_ask_all(stand, events, load, steps))


def _ask_all(stand: Rig, events: int, load: Load, steps: Steps) -> Iterator[Asked]:
    questions = _questions(stand)
    kinds = [(name, writes) for writes in ([0, load.rate] if load.rate else [0]) for name in questions]
    with steps.step("bench-asking", len(kinds), database=stand.database) as advance:
        for done, (name, writes) in enumerate(kinds, 1):
            number = max(1, load.requests // (_PAST_SHARE if name == "past" else 1))
            with _writing(stand, events, writes):
                waits = asyncio.run(_ask(stand.settings.port("planning"), questions[name], number))
            yield Asked(stand.database, events, name, writes, spread(waits))
            advance(done)


def _questions(stand: Rig) -> dict[str, bytes]:
    district = (stand.settings.data_dir / "keys" / "district.key").read_text(encoding="ascii").strip()
    office = create_key(stand.settings.keys, office=_OFFICE, rights=["read"])
    return {
        "today": get("/v1/board", district),
        "months": get("/v1/board?by=month", district),
        "office": get("/v1/board", office),
        "past": get(f"/v1/board?known={_PAST}", district),
    }


async def _ask(port: int, request: bytes, number: int) -> Sequence[float]:
    connection = await Connection.open(port)
    waits = []
    for turn in range(-min(_WARM_UP, number), number):
        began = time.perf_counter()
        status, _ = await connection.ask(request)
        if status != _OK:
            raise Failure("bench-no-board", status=status)
        if turn >= 0:
            waits.append(1_000 * (time.perf_counter() - began))
    await connection.close()
    return waits


@contextmanager
def _writing(stand: Rig, events: int, rate: int) -> Iterator[None]:
    """Let *rate* events a second come onto the streams meanwhile."""
    if not rate:
        yield
        return
    enough = threading.Event()
    writer = threading.Thread(target=_write, args=(stand, events, rate, enough))
    writer.start()
    try:
        yield
    finally:
        enough.set()
        writer.join()


def _write(stand: Rig, events: int, rate: int, enough: threading.Event) -> None:
    with Redis.from_url(stand.settings.redis) as redis:
        began = time.monotonic()
        first = copies_for(events) * events + int(began * 1_000)
        for n, (kind, body) in enumerate(later_events(rate * 600, first)):
            if enough.wait(max(0.0, began + n / rate - time.monotonic())):
                return
            redis.execute_command("XADD", STREAMS[kind], "*", bDATA_KEY, body)
