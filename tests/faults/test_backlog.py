"""A backlog that grew while a service was away is worked off in bounded memory."""

import psutil

from tests.faults.scene import Scene

_EVENTS = 20_000
_MB = 1_000_000
_MEMORY_AT_MOST = 200 * _MB


def test_a_cold_start_works_off_a_backlog_in_bounded_memory(scene: Scene) -> None:
    planning = scene.service("planning")
    planning.stop()
    scene.sender.send(_EVENTS)
    planning.wanted = True
    largest = 0

    def settled() -> bool:
        nonlocal largest
        if pid := planning.pid:
            largest = max(largest, psutil.Process(pid).memory_info().rss)
        return scene.is_settled()

    scene.watch.until(settled, 60, "the backlog is not worked off")

    scene.assert_in_order()
    assert largest < _MEMORY_AT_MOST
