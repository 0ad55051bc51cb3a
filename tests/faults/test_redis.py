"""Redis dies, forgets, refuses, and freezes; intake goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from httpx2 import Response
from redis import Redis as Client

from tests.faults.conftest import KINDS, Stage
from tests.faults.scene import Scene
from tests.faults.tale import Tale
from tests.support.redis_server import RedisServer

_RECOVERS_WITHIN_S = 10.0
_LINES_AT_MOST = 10
_STREAMS = ("kurs.entries", "kurs.vouchers", "kurs.customers", "kurs.fulfilment", "kurs.settled", "kurs.plans")
SERVICES = ("intake", "planning", "monitoring")


@pytest.mark.parametrize("seconds", [0.1, 4])
def test_a_redis_that_dies_and_comes_back_costs_nothing(scene: Scene, seconds: float) -> None:
    redis = scene.world.redis
    with scene.sender.at_work():
        for _ in range(2):
            redis.stop()
            scene.accepts_for(seconds)
            redis.start()
            scene.watch.ready()

    scene.assert_in_order()


def _without_groups(redis: RedisServer) -> None:
    with redis.client() as client:
        for stream in _STREAMS:
            for group in client.xinfo_groups(stream) if client.exists(stream) else []:
                client.xgroup_destroy(stream, group["name"])


def _without_streams(redis: RedisServer) -> None:
    with redis.client() as client:
        client.delete(*_STREAMS)


LOSSES: dict[str, Callable[[RedisServer], None]] = {
    "everything": RedisServer.flush,
    "its files": RedisServer.lose_files,
    "the groups": _without_groups,
    "the streams": _without_streams,
}


@pytest.mark.parametrize("what", LOSSES)
def test_a_redis_that_loses_what_it_had_is_told_again(scene: Scene, what: str) -> None:
    with scene.sender.at_work():
        for _ in range(2):
            scene.accepts_for(0.5)
            LOSSES[what](scene.world.redis)
            scene.watch.ready()

    scene.assert_in_order()


@pytest.mark.parametrize("stream", _STREAMS)
def test_a_single_stream_that_is_lost_is_told_again(sqlite_scene: Scene, stream: str) -> None:
    scene = sqlite_scene
    with scene.sender.at_work(), scene.world.redis.client() as client:
        scene.accepts_for(0.5)
        client.delete(stream)
        scene.accepts_for(1)

    scene.assert_in_order()


def _read_only(client: Client) -> Iterator[None]:
    client.replicaof("127.0.0.1", 1)
    yield
    client.replicaof("NO", "ONE")


def _without_rights(client: Client) -> Iterator[None]:
    client.acl_setuser("default", enabled=True, commands=["-xreadgroup", "-xadd", "-xautoclaim"])
    yield
    client.acl_setuser("default", enabled=True, categories=["+@all"])


def _wrong_type(client: Client) -> Iterator[None]:
    for stream in _STREAMS:
        client.set(stream, "no stream")
    yield
    client.delete(*_STREAMS)


def _full_memory(client: Client) -> Iterator[None]:
    client.config_set("maxmemory", 1)
    yield
    client.config_set("maxmemory", 0)


REFUSALS = {"READONLY": _read_only, "NOPERM": _without_rights, "WRONGTYPE": _wrong_type, "OOM": _full_memory}


@pytest.mark.parametrize("how", REFUSALS)
def test_a_redis_that_refuses_is_waited_for_without_a_hot_loop(scene: Scene, how: str) -> None:
    with scene.sender.at_work(), scene.world.redis.client() as client, contextmanager(REFUSALS[how])(client):
        starts = {name: len(scene.service(name).ends) for name in SERVICES}
        before = {name: len(scene.service(name).complaints()) for name in SERVICES}
        scene.accepts_for(4)
        written = {name: len(scene.service(name).complaints()) - before[name] for name in SERVICES}
        ended = {name: len(scene.service(name).ends) - starts[name] for name in SERVICES}

    assert max(written.values()) < _LINES_AT_MOST * (1 + max(ended.values())), written
    scene.watch.ready(within_s=_RECOVERS_WITHIN_S)
    scene.assert_in_order()


@pytest.mark.parametrize("kind", KINDS)
def test_intake_sends_callers_away_only_when_its_journal_is_full(stage: Stage, kind: str) -> None:
    event = Tale(3).event()
    with stage.empty_scene(kind, KURS_JOURNAL_LIMIT="500") as scene:
        with scene.sender.at_work():
            scene.world.redis.stop()
            answers: list[Response] = []

            def is_full() -> bool:
                answers.append(scene.world.doors.post_event(event))
                return answers[-1].status_code == 503

            scene.watch.until(is_full, 60, "it never is full")
            kept = len(scene.sender.accepted)
            scene.world.redis.start()
            scene.accepts_for(1)
        scene.sender.tell([event])

        assert kept >= 400
        assert int(answers[-1].headers["Retry-After"]) > 0
        scene.assert_in_order()


def test_a_frozen_redis_is_noticed_and_waited_for(scene: Scene) -> None:
    redis = scene.world.redis
    with scene.sender.at_work():
        redis.freeze()
        for name in SERVICES:
            scene.watch.unready(name, 10)
        scene.accepts_for(1)
        redis.thaw()

    scene.watch.ready(within_s=_RECOVERS_WITHIN_S)
    scene.assert_in_order()


def test_a_full_disk_below_redis_costs_nothing(scene: Scene) -> None:
    with scene.sender.at_work():
        with scene.full_disk(scene.world.redis.pid):
            scene.accepts_for(4)
        scene.accepts_for(1)

    scene.watch.ready(within_s=_RECOVERS_WITHIN_S)
    scene.assert_in_order()


def test_a_redis_that_may_evict_streams_is_not_worked_with(scene: Scene) -> None:
    with scene.world.redis.client() as client:
        client.config_set("maxmemory-policy", "allkeys-lru")
        scene.service("planning").kill()
        scene.watch.until(
            lambda: "redis-may-evict" in str(scene.world.doors.health("planning")), 30, "it does not mind"
        )
        scene.sender.send(50)
        client.config_set("maxmemory-policy", "noeviction")

    scene.assert_in_order()
