"""Several replicas of a service share the work, also when some of them die."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.faults.conftest import KINDS, Stage
from tests.faults.district import assert_the_boards_are_right, raised, send_in_parallel
from tests.faults.evaluators import Evaluators
from tests.faults.scene import Scene
from tests.faults.stores import PostgresStore
from tests.faults.world import Layout
from tests.support.postgres import PostgresServer
from tests.support.reference import sample_events, truth

HANGS_FOR_S = 60.0
"""PostgreSQL ends the transaction of a process that says nothing for so long."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("service", ["planning", "monitoring"])
def test_two_replicas_of_which_one_keeps_dying_come_to_the_same(stage: Stage, kind: str, service: str) -> None:
    scene = stage.scene(kind, **{service: 2})
    with scene.sender.at_work():
        for name in (service, f"{service}-2", service):
            scene.watch.ready(name)
            scene.service(name).kill()

    scene.assert_in_order()


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_replica_that_never_comes_back_had_in_hand_is_taken_over(stage: Stage, kind: str) -> None:
    scene = stage.scene(kind, planning=2)
    gone = scene.service("planning-2")

    def for_the_last_time() -> str:
        gone.wanted = False
        return "planning.in-transaction:1"

    gone.arm(for_the_last_time)
    with scene.sender.at_work():
        gone.kill()
        scene.watch.until(
            lambda: any(end.cause == "planning.in-transaction" for end in gone.ends), 60, "it does not die"
        )

    scene.watch.at_rest("intake", "planning", "monitoring", within_s=110)
    gone.arm(str)
    gone.wanted = True
    scene.assert_in_order()


@pytest.mark.parametrize("kind", KINDS)
def test_two_doors_number_their_events_without_gaps(stage: Stage, kind: str) -> None:
    scene = stage.scene(kind, intake=2)
    with scene.sender.at_work():
        for name in ("intake-2", "intake"):
            scene.service(name).kill()
            scene.watch.ready(name)

    scene.assert_in_order()


@pytest.mark.parametrize("kind", KINDS)
def test_an_upgrade_one_replica_after_the_other_interrupts_nothing(stage: Stage, kind: str) -> None:
    scene = stage.scene(kind, planning=2)
    with scene.sender.at_work():
        for name in ("planning", "planning-2"):
            assert scene.service(name).stop() == 0
            scene.service(name).wanted = True
            scene.watch.ready(name)

    scene.assert_in_order()


@pytest.fixture
def district(tmp_path: Path, own_postgres: PostgresServer) -> Iterator[Scene]:
    """Return a district in replicas on a day on which everything of the sample year is known."""
    layout = Layout({"intake": 2, "planning": 3, "monitoring": 2}, {"KURS_TODAY": "2027-08-20"}, proxied=False)
    with closing(Scene(tmp_path, PostgresStore(own_postgres, proxied=False), layout)) as scene:
        yield scene


def assert_the_year_is_right(scene: Scene) -> None:
    scene.watch.ready()
    scene.watch.at_rest()
    assert_the_boards_are_right(scene, sample_events(), map(date.fromisoformat, truth()["as_known_then"]))
    expected = {
        series: {level: day for level, day in days.items() if level not in {"month_end", "watch"}}
        for series, days in truth()["alerts"].items()
    }
    for name in ("monitoring", "monitoring-2"):
        assert raised(scene, date(2026, 12, 31), name) == {series: days for series, days in expected.items() if days}


def test_restarting_everything_in_turn_while_the_year_is_sent_loses_nothing(district: Scene) -> None:
    events = sample_events()
    codes = []

    def in_turn() -> None:
        for name, service in district.world.services.items():
            codes.append(service.stop())
            service.wanted = True
            district.watch.ready(name)

    turning = threading.Thread(target=in_turn)
    turning.start()
    while turning.is_alive():
        send_in_parallel(district, events[:500])
        del events[:500]
    send_in_parallel(district, events)

    assert codes == [0] * len(district.world.services)
    assert_the_year_is_right(district)


def test_an_evaluator_that_is_killed_in_the_middle_of_the_year_is_replaced(district: Scene) -> None:
    evaluators = Evaluators(district, district.store.url("monitoring"))
    with evaluators.held():
        send_in_parallel(district, sample_events())
        took_s = [evaluators.kill_the_active_one()]
        district.watch.ready()
        took_s.append(evaluators.kill_the_active_one())

    print(f"taken over after {took_s} s")  # noqa: T201 - a figure to be seen
    assert max(took_s) < 5
    assert_the_year_is_right(district)


def test_an_evaluator_that_hangs_is_replaced_as_well(district: Scene) -> None:
    evaluators = Evaluators(district, district.store.url("monitoring"))
    with evaluators.held():
        send_in_parallel(district, sample_events())
        hanging = evaluators.wait_for_two()
        began = time.monotonic()
        district.service(hanging).send(signal.SIGSTOP)
    other = "monitoring" if hanging == "monitoring-2" else "monitoring-2"
    district.watch.at_rest("intake", "planning", other, within_s=3 * HANGS_FOR_S)
    took_s = time.monotonic() - began
    district.service(hanging).send(signal.SIGCONT)

    print(f"taken over after {took_s:.1f} s")  # noqa: T201 - a figure to be seen
    assert took_s < 2 * HANGS_FOR_S
    assert_the_year_is_right(district)
