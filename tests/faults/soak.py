"""`make soak`: hours of bad luck in minutes, and a table of what became of every event."""

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path
from random import Random, SystemRandom

from tests.faults.gauges import Gauges
from tests.faults.hardship import Fate, hardships
from tests.faults.killer import Killer
from tests.faults.poison import poison
from tests.faults.report import print_report
from tests.faults.scene import Scene
from tests.faults.stores import PostgresStore, SqliteStore
from tests.faults.world import Layout
from tests.support.postgres import PostgresServer

_LOOK_EVERY_S = 0.05
_PORTION = 1_000
_EVENTS_A_SECOND = 250
_SECONDS_A_KILL, _AHEAD = 2.0, 0.02
_CYCLE_S, _PAUSE_S = 9.0, 2.5
_REST_WITHIN_S = 600.0
_SAMPLE = 500


def main() -> int:
    """Run a soak and return 1 when anything was lost, counted twice, or wrong."""
    given = _arguments()
    _tell(f"seed {given.seed}")
    with tempfile.TemporaryDirectory(prefix="kurs-soak-") as folder:
        server = PostgresServer() if given.database == "postgresql" else None
        if server:
            server.start()
        store = PostgresStore(server, proxied=False) if server else SqliteStore(Path(folder))
        scene = Scene(Path(folder), store, Layout(proxied=False), given.seed)
        try:
            return Soak(scene, given).run()
        finally:
            scene.close()
            if server:
                server.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("--events", type=int, default=20_000, help="distinct events")
    parser.add_argument("--kills", type=int, default=30, help="kills of services")
    parser.add_argument("--minutes", type=float, help="so long, instead of so many events and kills")
    parser.add_argument("--redis-kills", type=int, default=3)
    parser.add_argument("--database-kills", type=int, default=2)
    parser.add_argument("--losses", type=int, default=1, help="total losses of what Redis holds")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    return parser.parse_args()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is a command


class Soak:
    """One run: a sender, a killer, and fate, all thrown by one seed."""

    def __init__(self, scene: Scene, given: argparse.Namespace) -> None:
        """Plan the run as *given*."""
        self._scene = scene
        self._given = given
        self._dice = Random(given.seed)  # noqa: S311 - it must be repeatable
        self._gauges = Gauges(scene.world.services, scene.watch.is_ready, lambda: scene.world.redis.running)
        kills = sys.maxsize if given.minutes else given.kills
        self._killer = Killer(list(scene.world.services.values()), self._gauges.ready.__getitem__, given.seed, kills)
        self._ahead = hardships(self._dice, given.redis_kills, given.database_kills, given.losses)
        self._fate = Fate(scene, self._dice)
        self._began = time.monotonic()
        self._sent = 0
        self._poisons = 0

    def run(self) -> int:
        """Send, kill, wait for rest, verify, and tell."""
        sending = threading.Thread(target=self._send, daemon=True)
        self._gauges.start()
        self._killer.begin()
        sending.start()
        while self._progress() < 1 or self._ahead or sending.is_alive():
            self._look()
        self._scene.watch.at_rest(within_s=_REST_WITHIN_S)
        self._gauges.stop()
        outcome = self._scene.outcome(_SAMPLE)
        innocents = self._scene.books.dead_letters() - self._poisons
        outcome.blame("wrong", max(0, innocents), "innocents in quarantine")
        print_report(self._given.seed, self._lasted_s(), outcome, self._killer.by_cause(), self._gauges)
        return int(not outcome.in_order)

    def _progress(self) -> float:
        if self._given.minutes:
            return self._lasted_s() / float(60 * self._given.minutes)
        return self._killer.done() / max(1, int(self._given.kills))

    def _lasted_s(self) -> float:
        return time.monotonic() - self._began

    def _send(self) -> None:
        """Send evenly, so that every kill meets events under way; a pause now and then lets monitoring judge."""
        while (progress := self._progress()) < 1 or self._sent < self._due(progress):
            time.sleep(_LOOK_EVERY_S)
            pausing = progress < 1 and self._lasted_s() % _CYCLE_S > _CYCLE_S - _PAUSE_S
            if not pausing and (portion := min(_PORTION, self._due(progress) - self._sent)) > 0:
                self._scene.sender.send(portion)
                self._sent += portion

    def _due(self, progress: float) -> int:
        """Return how many events shall have been sent by now: as time goes by, little ahead of the kills."""
        if self._given.minutes:
            return int(min(self._lasted_s(), 60 * self._given.minutes) * _EVENTS_A_SECOND)
        if progress >= 1:
            return int(self._given.events)
        by_time = self._lasted_s() / (_SECONDS_A_KILL * self._given.kills)
        return int(self._given.events * min(1.0, by_time, progress + _AHEAD))

    def _look(self) -> None:
        time.sleep(_LOOK_EVERY_S)
        self._killer.look()
        if self._killer.waits_for_poison:
            self._killer.waits_for_poison = False
            self._poisons += 1
            poison(self._scene.world.redis, "kurs.entries", b"poison %d" % self._poisons)
        if self._ahead and self._ahead[-1].progress <= self._progress():
            hardship = self._ahead.pop()
            _tell(f"{self._progress():4.0%} {self._sent:,} sent, {self._killer.done()} kills; {hardship.name}")
            self._fate.strike(hardship)


if __name__ == "__main__":
    sys.exit(main())
