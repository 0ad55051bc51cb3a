"""What is no event is set aside by itself; when everything seems to be none, planning stops and asks."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.poison import KINDS, poison
from tests.faults.scene import Scene

_HELD_UP_FOR_S = 1.0
_FLOOD = 200


def dead_letters(scene: Scene) -> list[dict[str, Any]]:
    """Return what planning says lies in quarantine."""
    answer = scene.world.doors.ask("planning", "/v1/dead-letters", params={"limit": "500"})
    answer.raise_for_status()
    letters: list[dict[str, Any]] = answer.json()
    return letters


@pytest.mark.parametrize("kind", KINDS)
def test_poison_is_set_aside_once_and_holds_nobody_up(scene: Scene, kind: str) -> None:
    before = {letter["content_sha256"] for letter in dead_letters(scene)}
    for stream in ("kurs.entries", "kurs.entries"):
        poison(scene.world.redis, stream, KINDS[kind])

    scene.sender.send(1)
    held_up_for = scene.watch.until(scene.is_settled, 30, "nothing after the poison is settled")

    scene.assert_in_order()
    found = [letter for letter in dead_letters(scene) if letter["content_sha256"] not in before]
    assert len(found) == 1
    assert found[0]["stream"] == "kurs.entries"
    assert found[0]["reason"]
    assert held_up_for < _HELD_UP_FOR_S


def test_a_flood_of_poison_stops_planning_until_somebody_lets_it_go_on(scene: Scene) -> None:
    before = scene.books.dead_letters()
    for number in range(_FLOOD):
        poison(scene.world.redis, "kurs.entries", b"flood %d" % number)
    scene.watch.until(braked(scene), 30, "the brake does not hold")

    assert scene.books.dead_letters() - before < _FLOOD
    scene.sender.send(50)

    def let_go_on() -> bool:
        if braked(scene)():
            scene.world.doors.ask("planning", "/v1/dead-letters/resume", "POST").raise_for_status()
        return scene.is_settled()

    scene.watch.until(let_go_on, 60, "the events behind the flood are not settled")

    scene.assert_in_order()
    assert scene.books.dead_letters() - before == _FLOOD


def braked(scene: Scene) -> Callable[[], bool]:
    """Return a condition: planning's brake holds."""
    return lambda: scene.world.doors.health("planning")["checks"].get("brake", "ok") != "ok"
