"""Who evaluates: two replicas of monitoring on one PostgreSQL, of which one holds the plan and the other waits."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.faults.scene import Scene

_WAITING = """
SELECT activity.application_name, coalesce(relation::regclass::text, locktype) AS awaited
FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)
WHERE NOT granted AND datname = current_database() AND activity.application_name LIKE 'monitoring%'
"""
_WITHIN_S = 60.0


class Evaluators:
    """Lets an evaluation begin and not end, as long as it is held."""

    def __init__(self, scene: Scene, url: str) -> None:
        """Look at the evaluators of *scene* from a connection of its own to *url*."""
        self._scene = scene
        self._url = url

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody write evaluations: who evaluates stands still in the middle of it."""
        with psycopg.connect(self._url) as connection:
            connection.execute("LOCK TABLE monitoring.evaluation IN SHARE MODE")
            yield

    def waiting(self) -> dict[str, str]:
        """Return who waits for what: the one that evaluates for the table, others for the plan."""
        return dict(self._scene.store.rows("monitoring", _WAITING))

    def active(self) -> str | None:
        """Return the replica that evaluates, while it is held."""
        return next((name for name, awaited in self.waiting().items() if awaited == "evaluation"), None)

    def wait_for_two(self) -> str:
        """Wait until one evaluates and another one waits for it; return the one that evaluates."""
        self._scene.watch.until(lambda: bool(self.active()) and len(self.waiting()) > 1, _WITHIN_S, "no two evaluators")
        active = self.active()
        assert active
        return active

    def kill_the_active_one(self) -> float:
        """Kill who evaluates as a power cut would, once another one waits; return the time until that one does (s)."""
        active = self.wait_for_two()
        gone = self._scene.service(active)
        gone.wanted = False
        gone.kill()
        died = time.monotonic()
        self._scene.watch.until(lambda: self.active() not in {None, active}, _WITHIN_S, "nobody takes over")
        took_s = time.monotonic() - died
        gone.wanted = True
        return took_s
