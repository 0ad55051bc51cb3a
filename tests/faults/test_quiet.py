"""Nothing stops quietly: a consumer that is dead in a process that lives is noticed there, and from another process."""

from collections.abc import Iterator

import httpx2
import pytest

from tests.faults.conftest import KINDS, Stage
from tests.faults.hasty import PATIENCE_S
from tests.faults.scene import Scene

SILENT, BACK = "chain stands still", "chain works again"


@pytest.fixture(params=KINDS)
def hasty_scene(request: pytest.FixtureRequest, stage: Stage) -> Iterator[Scene]:
    """Hold a scene in which canaries are missed after seconds, and the first has come."""
    with stage.empty_scene(request.param, "tests.faults.hasty") as scene:
        scene.watch.until(lambda: newest_canary(scene) > 0, 30, "no canary ever came")
        yield scene


def newest_canary(scene: Scene) -> float:
    """Return when the canary was sent that monitoring heard last (seconds since 1970); 0 while it does not answer."""
    try:
        lines = scene.world.doors.ask("monitoring", "/metrics").text.splitlines()
    except httpx2.TransportError:
        return 0.0
    return next(float(line.split()[1]) for line in lines if line.startswith("kurs_canary_timestamp_seconds "))


def told(scene: Scene, words: str) -> int:
    """Return how many mails operations has of which the subject holds *words*."""
    mails = [mail.read_text() for mail in (scene.world.folder / "outbox").glob("*.eml")]
    heads = [mail.partition("\n\n")[0].replace("_", " ") for mail in mails]
    return sum(words in head and "betrieb@example.org" in head for head in heads)


def test_a_dead_consumer_is_noticed_and_started_again(hasty_scene: Scene) -> None:
    scene, planning = hasty_scene, hasty_scene.service("planning")
    before = len(planning.ends)
    planning.arm(lambda: "planning.consumer-ends" if len(planning.ends) == before + 1 else "")
    planning.kill()

    scene.watch.until(lambda: "exit 70" in [end.cause for end in planning.ends[before:]], 30, "nobody ended it")
    last = newest_canary(scene)
    scene.watch.ready("planning")
    scene.watch.until(lambda: newest_canary(scene) > last, 60, "the chain stays silent")


def test_without_its_watchdog_readiness_is_red_and_monitoring_tells_operations(
    hasty_scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    scene, planning = hasty_scene, hasty_scene.service("planning")
    planning.arm(lambda: "planning.consumer-ends,watchdog-off")
    planning.kill()
    scene.watch.until(lambda: dead_but_alive(scene), 60, "the consumer does not end")
    pid = planning.pid
    red = scene.watch.until(lambda: not scene.watch.is_ready("planning"), 30, "readiness stays green")
    silent = scene.watch.until(lambda: told(scene, SILENT) == 1, PATIENCE_S + 30, "operations hears nothing")
    assert planning.pid == pid

    planning.arm(str)
    planning.kill()
    again = scene.watch.until(lambda: told(scene, BACK) == 1, 60, "operations does not hear that it works again")
    assert told(scene, SILENT) == 1
    scene.watch.ready()
    with capsys.disabled():
        print(f"\nred after {red:.1f} s, told after {silent:.1f} s, over after {again:.1f} s")  # noqa: T201 - a figure


def dead_but_alive(scene: Scene) -> bool:
    """Say whether planning answers that one of its consumers has ended."""
    return bool(scene.world.doors.health("planning")["checks"].get("streams") == "consumer-stopped")


def test_an_intake_that_is_gone_is_noticed_by_monitoring(hasty_scene: Scene) -> None:
    scene = hasty_scene
    scene.service("intake").stop()
    scene.watch.until(lambda: told(scene, SILENT) == 1, PATIENCE_S + 30, "operations hears nothing")

    scene.service("intake").wanted = True
    scene.watch.until(lambda: told(scene, BACK) == 1, 60, "operations does not hear that it works again")
    assert told(scene, SILENT) == 1


def test_canaries_go_on_after_redis_has_lost_everything(hasty_scene: Scene) -> None:
    scene = hasty_scene
    with scene.sender.at_work():
        last = newest_canary(scene)
        scene.world.redis.flush()
        scene.watch.until(lambda: newest_canary(scene) > last + 2, 60, "the chain stays silent")

    scene.assert_in_order()
