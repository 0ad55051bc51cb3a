"""Replay: a backlog of events on the streams becomes the board, by the product and by its peers."""

import time

from redis import Redis

from services.kurs.bench.check import check_board
from services.kurs.bench.databases import Databases
from services.kurs.bench.figures import Pace
from services.kurs.bench.processes import Measured
from services.kurs.bench.progress import Advance, Steps
from services.kurs.bench.rig import Rig, rig
from services.kurs.bench.streams import Filled, Reading, drain, fill
from services.kurs.client import Client
from services.kurs.failure import Failure

_FIRST_POLL_S = 0.002
_POLL_S = 0.02
_STALLED_S = 60.0


def replay(databases: Databases, number: int, steps: Steps, *, limits: bool = True) -> list[Pace]:
    """Let planning count *number* events that wait on the streams, and return its pace, before it the limits'."""
    with rig(databases) as stand:
        stand.prepare_product()
        with Client(stand.settings) as client, Redis.from_url(stand.settings.redis) as redis:
            planning = stand.serve("planning")
            stand.wait_until_ready(planning, client)
            stand.publish_plan(client)
            planning.stop()
            with steps.step("bench-filling", number, database=stand.database) as advance:
                filled = fill(redis, number, advance)
            paces = _limits(redis, stand.database, filled, steps) if limits else []
            with steps.step("bench-replaying", number, database=stand.database) as advance:
                paces.append(_measure(stand, Reading(redis, filled), number, advance))
            check_board(client, filled.fold)
    return paces


def _limits(redis: Redis, database: str, filled: Filled, steps: Steps) -> list[Pace]:
    with steps.step("bench-draining", filled.number, database=database) as advance:
        seconds = drain(redis, filled.number, advance)
    return [
        Pace("limit", "XADD", database, filled.number, filled.seconds),
        Pace("limit", "XREADGROUP + XACK", database, filled.number, seconds),
    ]


def _measure(stand: Rig, reading: Reading, number: int, advance: Advance) -> Pace:
    """Time planning from its first read until everything is acknowledged, which it does after its commits."""
    planning = stand.serve("planning")
    while not reading.begun():
        planning.peak_memory_mb()  # also says when it has ended instead
        time.sleep(_FIRST_POLL_S)
    began = time.perf_counter()
    _follow(planning, reading, number, advance)
    seconds = time.perf_counter() - began
    return Pace("product", "Kurshalter", stand.database, number, seconds, planning.peak_memory_mb())


def _follow(planning: Measured, reading: Reading, number: int, advance: Advance) -> None:
    done, moved = 0, time.monotonic()
    while done < number:
        time.sleep(_POLL_S)
        if (now := reading.done()) > done:
            done, moved = now, time.monotonic()
            advance(done)
        if planning.code is not None or time.monotonic() > moved + _STALLED_S:
            raise Failure("service-failed", service=planning.name, log=planning.log)
