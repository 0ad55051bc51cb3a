"""The network repeats, reorders and loses answers; what is counted does not depend on it."""

import pytest

from tests.faults.scene import Scene
from tests.faults.tale import Tale, contradicted


def test_events_in_any_order_and_number_of_repeats_count_once(scene: Scene) -> None:
    scene.sender.send(3_000)

    scene.assert_in_order()


@pytest.mark.parametrize("name", ["intake", "planning", "monitoring"])
def test_answers_of_redis_that_are_lost_repeat_messages_and_count_nothing_twice(scene: Scene, name: str) -> None:
    proxy = scene.world.proxies[name]
    with scene.sender.at_work():
        for _ in range(5):
            proxy.lose_replies()
            scene.lasts(0.3)
            proxy.heal()
            scene.lasts(0.3)

    scene.assert_in_order()


@pytest.mark.parametrize("name", ["intake", "planning", "monitoring"])
def test_connections_that_break_again_and_again_cost_nothing(scene: Scene, name: str) -> None:
    with scene.sender.at_work():
        for _ in range(20):
            scene.world.proxies[name].cut()
            scene.lasts(0.1)

    scene.assert_in_order()


def test_a_known_id_with_other_data_is_refused_while_everything_dies(scene: Scene) -> None:
    with scene.sender.at_work():
        scene.let_die("intake.after-commit")
    event = scene.sender.any_accepted()

    answer = scene.world.doors.post_event(contradicted(event))

    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:kurs:problem:id-reused"
    scene.assert_in_order()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time", "2026-10-17T09:00:00Z"),
        ("time", "9999-12-31T23:59:59Z"),
        ("time", "0001-01-01T00:00:00Z"),
        ("time", "2026-03-02T08:00:00"),
        ("recordedtime", "2026-10-17T09:00:00Z"),
        ("recordedtime", "gestern"),
        ("start_date", "9999-12-31"),
        ("start_date", "0000-01-01"),
        ("start_date", "2026-02-29"),
    ],
)
def test_times_that_cannot_be_are_refused_and_leave_nothing_behind(sqlite_scene: Scene, field: str, value: str) -> None:
    tale = Tale(7)
    event = next(found for found in iter(tale.event, None) if found["type"] == "entry.planned")
    where = event["data"] if field == "start_date" else event
    where[field] = value

    assert sqlite_scene.world.doors.post_event(event).status_code == 422

    sqlite_scene.assert_in_order()
