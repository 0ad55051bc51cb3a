"""The short form of the faults: what must hold at every change, in a minute. `make faults` plays all of them."""

import pytest

from tests.faults.poison import poison
from tests.faults.proxy import Proxy
from tests.faults.scene import Scene

pytestmark = pytest.mark.short_faults


@pytest.mark.parametrize("place", ["intake.after-commit", "planning.after-commit", "monitoring.before-commit"])
def test_a_service_that_dies_at_the_worst_place_loses_nothing_and_counts_nothing_twice(
    sqlite_scene: Scene, place: str
) -> None:
    with sqlite_scene.sender.at_work():
        sqlite_scene.let_die(place, times=1)

    sqlite_scene.assert_in_order()


def test_a_redis_that_loses_everything_is_told_again(sqlite_scene: Scene) -> None:
    with sqlite_scene.sender.at_work():
        sqlite_scene.accepts_for(0.3)
        sqlite_scene.world.redis.flush()
        sqlite_scene.accepts_for(0.3)

    sqlite_scene.assert_in_order()


def test_intake_accepts_while_redis_is_away(sqlite_scene: Scene) -> None:
    sqlite_scene.world.redis.stop()
    sqlite_scene.sender.send(200)
    sqlite_scene.world.redis.start()

    sqlite_scene.assert_in_order()


def test_poison_is_set_aside_and_holds_nobody_up(sqlite_scene: Scene) -> None:
    before = sqlite_scene.books.dead_letters()
    poison(sqlite_scene.world.redis, "kurs.entries", b"no event")
    sqlite_scene.sender.send(20)

    sqlite_scene.assert_in_order()
    assert sqlite_scene.books.dead_letters() == before + 1


def test_answers_of_redis_that_are_lost_count_nothing_twice(sqlite_scene: Scene) -> None:
    proxy: Proxy = sqlite_scene.world.proxies["intake"]
    with sqlite_scene.sender.at_work():
        proxy.lose_replies()
        sqlite_scene.accepts_for(0.3)
        proxy.heal()

    sqlite_scene.assert_in_order()


def test_a_postgresql_that_dies_is_waited_for_and_no_event_is_blamed(postgres_scene: Scene) -> None:
    before = postgres_scene.books.dead_letters()
    with postgres_scene.sender.at_work():
        postgres_scene.store.crash()
        postgres_scene.lasts(0.5)
        postgres_scene.store.recover()

    postgres_scene.assert_in_order()
    assert postgres_scene.books.dead_letters() == before
