"""Several replicas of a service share the work, also when some of them die."""

import pytest

from tests.faults.conftest import KINDS, Stage


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
