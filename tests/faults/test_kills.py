"""Services that die at the worst places, and on request."""

import signal

import pytest

from tests.faults.conftest import KINDS, Stage
from tests.faults.downfall import downfall
from tests.faults.places import EVALUATED, PLACES, QUARANTINED, TOLD
from tests.faults.poison import poison
from tests.faults.scene import Scene

SERVICES = ("intake", "planning", "monitoring")


@pytest.mark.parametrize("place", PLACES)
def test_a_service_that_dies_at_any_place_loses_nothing_and_counts_nothing_twice(scene: Scene, place: str) -> None:
    with scene.sender.at_work():
        scene.let_die(place)

    scene.assert_in_order()


def test_a_monitoring_that_dies_while_it_judges_judges_again(scene: Scene) -> None:
    with scene.sender.at_work(every_s=3):
        scene.let_die(EVALUATED)

    scene.assert_in_order()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", TOLD)
def test_a_monitoring_that_dies_while_it_tells_of_alerts_tells_of_all(stage: Stage, kind: str, place: str) -> None:
    with stage.empty_scene(kind) as scene:
        died = scene.condemn(place)

        scene.sender.tell(downfall())

        scene.watch.until(died, 60, "no alert is told")
        scene.assert_in_order()
        assert set(scene.alerts_told()) == scene.books.announced() != set()


def test_a_service_that_dies_between_quarantine_and_acknowledgement_quarantines_once(scene: Scene) -> None:
    before = scene.books.dead_letters()
    bad = poison(scene.world.redis, "kurs.entries", b"no event, but alone")

    scene.let_die(QUARANTINED, times=1)

    scene.assert_in_order()
    assert bad
    assert scene.books.dead_letters() == before + 1


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_is_killed_over_and_over_loses_nothing(scene: Scene, name: str) -> None:
    with scene.sender.at_work():
        for _ in range(3):
            scene.watch.ready(name)
            scene.service(name).kill()

    scene.assert_in_order()


def test_all_services_killed_at_once_lose_nothing(scene: Scene) -> None:
    with scene.sender.at_work():
        for name in SERVICES:
            scene.service(name).kill()
        scene.watch.ready()

    scene.assert_in_order()


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_asked_to_stop_under_load_ends_with_0_in_time_and_without_an_error(scene: Scene, name: str) -> None:
    service = scene.service(name)
    before = len(service.lines())
    with scene.sender.at_work():
        code = service.stop(signal.SIGTERM)
        written = service.lines()[before:]
        service.wanted = True
        scene.watch.ready(name)

    assert code == 0
    assert not [line for line in written if '"level": "error"' in line or '"level": "critical"' in line]
    scene.assert_in_order()
