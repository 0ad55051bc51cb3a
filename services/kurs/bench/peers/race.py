"""Let each peer count the events of its queue, and take its time."""

import time
from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec

import orjson
from sqlalchemy import Engine, func
from sqlmodel import Session, select

from services.kurs.bench.check import check
from services.kurs.bench.counting import Fold, Place
from services.kurs.bench.databases import Databases
from services.kurs.bench.events import events
from services.kurs.bench.figures import Pace
from services.kurs.bench.peers.tables import PeerCounter, PeerRevision, PeerTable, peer_engine, reading_engine
from services.kurs.bench.peers.work import DATABASE, REDIS
from services.kurs.bench.processes import Measured
from services.kurs.bench.progress import Advance, Steps
from services.kurs.bench.rig import rig
from services.kurs.failure import Failure

_HERE = "services.kurs.bench.peers"
_FILLED_WITHIN_S = 600.0
_STALLED_S = 60.0
_POLL_S = 0.02


@dataclass(frozen=True, slots=True)
class Peer:
    """A framework with its worker: what it needs installed, the module that sends, and how the worker is started."""

    name: str
    needs: tuple[str, ...]
    sender: str
    worker: tuple[str, ...]

    @property
    def installed(self) -> bool:
        """Say whether everything it needs is there."""
        return all(find_spec(module) for module in self.needs)


def _celery(name: str, *pool: str) -> Peer:
    worker = ("-m", "celery", "-A", f"{_HERE}.celery_peer:app", "worker", "--loglevel", "ERROR", "--pool", *pool)
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    return Peer(name, ("celery",), "celery_peer", (*worker, *quiet))


def _taskiq(name: str, threads: str) -> Peer:
    worker = ("-m", "taskiq", "worker", f"{_HERE}.taskiq_peer:broker", "--workers", "1")
    return Peer(name, ("taskiq", "taskiq_redis"), "taskiq_peer", (*worker, "--max-threadpool-threads", threads))


PEERS = (
    _celery("Celery, 1 process", "prefork", "--concurrency", "1"),
    _celery("Celery, 4 threads", "threads", "--concurrency", "4"),
    _taskiq("taskiq, 1 thread", "1"),
    _taskiq("taskiq, 4 threads", "4"),
    Peer("FastStream, per message", ("faststream",), "faststream_peer", ("-m", f"{_HERE}.faststream_peer")),
)


def race_all(databases: Databases, number: int, steps: Steps) -> list[Pace]:
    """Let every peer that is installed count *number* events, one after the other."""
    return [race(peer, databases, number, steps) for peer in PEERS if peer.installed]


def missing_peers() -> list[str]:
    """Return the names of the peers that are not installed."""
    return [peer.name for peer in PEERS if not peer.installed]


def race(peer: Peer, databases: Databases, number: int, steps: Steps) -> Pace:
    """Let *peer* count *number* events that wait in its queue. Raises :class:`Failure` when it counts wrong."""
    with rig(databases) as stand:
        url = stand.fresh_database("peer")
        PeerTable.metadata.create_all(peer_engine(url))
        engine = reading_engine(url)
        environment = {DATABASE: url, REDIS: stand.settings.redis}
        with steps.step("bench-peer", number, database=stand.database, peer=peer.name) as advance:
            stand.run("sender", ["-m", f"{_HERE}.{peer.sender}", str(number)], **environment).finish(_FILLED_WITHIN_S)
            worker = stand.run("worker", list(peer.worker), **environment)
            first, seconds = _time(worker, engine, number, advance)
        pace = Pace("peer", peer.name, stand.database, number - first, seconds, worker.peak_memory_mb())
        check(counted(engine), expected(number))
        engine.dispose()
    return pace


def _time(worker: Measured, engine: Engine, number: int, advance: Advance) -> tuple[int, float]:
    """Return how many events were counted when it was seen to work, and how long the others took."""
    first, began, done, moved = 0, 0.0, 0, time.monotonic()
    while done < number:
        time.sleep(_POLL_S)
        if (now := _taken(engine)) > done:
            if not first:
                first, began = now, time.perf_counter()
            done, moved = now, time.monotonic()
            advance(done)
        if worker.code is not None or time.monotonic() > moved + _STALLED_S:
            raise Failure("service-failed", service=worker.name, log=worker.log)
    return first, time.perf_counter() - began


def _taken(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(PeerRevision)) or 0


def counted(engine: Engine) -> Counter[Place]:
    """Return what a peer has counted."""
    with Session(engine) as session:
        rows = session.exec(select(PeerCounter.name, PeerCounter.start, PeerCounter.entries)).all()
    return Counter({Place(name, start): entries for name, start, entries in rows if entries})


def expected(number: int) -> Counter[Place]:
    """Return what *number* events must be counted as."""
    fold = Fold()
    for event in events(number):
        fold.add(event.kind, event.source, orjson.loads(event.data))
    return fold.places()
