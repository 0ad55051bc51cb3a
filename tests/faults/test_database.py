"""Databases die, are held, fill up, and are put back to an older state; nobody is blamed for it."""

import shutil
from pathlib import Path

import pytest

from tests.faults.scene import Scene
from tests.faults.stores import PostgresStore, SqliteStore

SERVICES = ("intake", "planning", "monitoring")


@pytest.mark.parametrize("seconds", [0.5, 8])
def test_databases_that_die_are_waited_for_and_no_event_is_blamed(scene: Scene, seconds: float) -> None:
    before = scene.books.dead_letters()
    with scene.sender.at_work():
        for _ in range(2):
            scene.store.crash()
            scene.lasts(seconds)
            scene.store.recover()
            scene.watch.ready()

    scene.assert_in_order()
    assert scene.books.dead_letters() == before


@pytest.mark.parametrize("name", SERVICES)
def test_a_database_that_somebody_holds_makes_its_service_unready_and_costs_nothing(scene: Scene, name: str) -> None:
    with scene.sender.at_work():
        with scene.store.held(name):
            scene.watch.unready(name, 30)
        scene.watch.ready()

    scene.assert_in_order()


@pytest.mark.parametrize("name", SERVICES)
def test_a_full_disk_below_a_service_costs_nothing(sqlite_scene: Scene, name: str) -> None:
    scene = sqlite_scene
    before = scene.books.dead_letters()
    with scene.sender.at_work():
        with scene.full_disk(scene.service(name).pid):
            scene.lasts(4)
        scene.watch.ready()

    scene.assert_in_order()
    assert scene.books.dead_letters() == before


def test_a_database_that_may_only_be_read_is_waited_for(postgres_scene: Scene) -> None:
    scene = postgres_scene
    assert isinstance(scene.store, PostgresStore)
    before = scene.books.dead_letters()
    with scene.sender.at_work():
        with scene.store.read_only():
            scene.lasts(4)
        scene.watch.ready()

    scene.assert_in_order()
    assert scene.books.dead_letters() == before


def test_a_planning_that_is_put_back_to_an_older_state_catches_up(sqlite_scene: Scene, tmp_path: Path) -> None:
    scene = sqlite_scene
    assert isinstance(scene.store, SqliteStore)
    planning, file = scene.service("planning"), scene.store.file("planning")
    scene.sender.send(200)
    scene.watch.at_rest()
    planning.stop()
    shutil.copy(file, tmp_path / "backup")
    planning.wanted = True
    scene.sender.send(500)
    scene.watch.at_rest()

    planning.stop()
    shutil.copy(tmp_path / "backup", file)
    planning.wanted = True
    scene.watch.until(scene.is_settled, 60, "what came after the backup does not come again")

    scene.assert_in_order()


def test_a_planning_whose_file_is_broken_says_so_and_works_again_after_a_restore(
    sqlite_scene: Scene, tmp_path: Path
) -> None:
    scene = sqlite_scene
    assert isinstance(scene.store, SqliteStore)
    planning, file = scene.service("planning"), scene.store.file("planning")
    scene.sender.send(200)
    scene.watch.at_rest()
    planning.stop()
    shutil.copy(file, tmp_path / "backup")
    with file.open("r+b") as content:
        content.write(b"\xde\xad" * 8_192)
    planning.wanted = True
    scene.sender.send(50)
    scene.lasts(2)
    assert not scene.world.doors.health("planning")["ready"]

    planning.stop()
    shutil.copy(tmp_path / "backup", file)
    planning.wanted = True
    scene.watch.until(scene.is_settled, 60, "the restored planning does not catch up")

    scene.assert_in_order()


def test_connections_that_are_ended_by_the_server_are_opened_anew(postgres_scene: Scene) -> None:
    scene = postgres_scene
    assert isinstance(scene.store, PostgresStore)
    with scene.sender.at_work():
        for _ in range(5):
            scene.store.hang_up()
            scene.lasts(0.3)

    scene.assert_in_order()
