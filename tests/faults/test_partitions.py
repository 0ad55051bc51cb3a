"""Parts of the product cannot reach each other for a while; they notice, and make up for it."""

import pytest

from tests.faults.proxy import Proxy
from tests.faults.scene import Scene
from tests.faults.stores import PostgresStore

SERVICES = ("intake", "planning", "monitoring")
_NOTICED_WITHIN_S = 15.0
WEATHER = {"nothing passes": Proxy.black_hole, "no reply passes": Proxy.lose_replies, "it is refused": Proxy.refuse}


@pytest.mark.parametrize("weather", WEATHER)
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_parted_from_redis_notices_and_catches_up(scene: Scene, name: str, weather: str) -> None:
    proxy = scene.world.proxies[name]
    with scene.sender.at_work():
        WEATHER[weather](proxy)
        scene.watch.unready(name, _NOTICED_WITHIN_S)
        scene.accepts_for(3)
        proxy.heal()

    scene.watch.ready(within_s=15)
    scene.assert_in_order()


@pytest.mark.parametrize("weather", WEATHER)
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_parted_from_its_database_notices_and_catches_up(
    postgres_scene: Scene, name: str, weather: str
) -> None:
    scene = postgres_scene
    assert isinstance(scene.store, PostgresStore)
    before = scene.books.dead_letters()
    proxy = scene.store.proxies[name]
    with scene.sender.at_work():
        WEATHER[weather](proxy)
        scene.watch.unready(name, _NOTICED_WITHIN_S)
        scene.lasts(2)
        proxy.heal()

    scene.watch.ready(within_s=60)
    scene.assert_in_order()
    assert scene.books.dead_letters() == before


def test_a_slow_network_changes_nothing(scene: Scene) -> None:
    for proxy in scene.world.proxies.values():
        proxy.delay(0.05)
    with scene.sender.at_work():
        scene.accepts_for(5)
    for proxy in scene.world.proxies.values():
        proxy.heal()

    scene.assert_in_order()
