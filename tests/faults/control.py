"""The control run: the same tale and the same bad luck against a consumer with the framework's defaults. It must lose.

``python -m tests.faults.control --events N --kills N --redis-kills N --losses N --seed S`` ends with 0 when it does.
"""

import argparse
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random, SystemRandom

from redis import Redis
from redis.exceptions import RedisError

from tests.faults import naive
from tests.faults.outcome import Outcome
from tests.faults.states import Json
from tests.faults.supervised import Keeper, Supervised
from tests.faults.tale import Tale
from tests.support.redis_server import RedisServer

_POLL_S = 0.02
_HELPED_AFTER_S = 2.0
_STILL_FOR_S = 5.0


def main() -> int:
    """Run the control and return 0 when it loses, as it must; 1 when the test could not tell."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="kurs-control-") as name:
        folder = Path(name)
        (folder / "redis").mkdir()
        control = Control(folder, given.seed)
        try:
            control.run(given.events, given.kills, given.redis_kills, given.losses)
            outcome = control.outcome()
        finally:
            control.close()
    print("\n".join([*outcome.lines(), f"seed {given.seed}"]))  # noqa: T201 - this is a command
    return int(outcome.in_order)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.control", description=__doc__)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--redis-kills", type=int, default=3)
    parser.add_argument("--losses", type=int, default=1)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    return parser.parse_args()


class Control:
    """A Redis, one naive consumer that is started again whenever it ends, and a publisher that never gives up."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Start everything in *folder*."""
        self._dice = Random(seed)  # noqa: S311 - it must be repeatable
        self._tale = Tale(seed)
        self._events: list[Json] = []
        self._file = folder / "control.sqlite3"
        self._redis = RedisServer(folder / "redis")
        self._redis.start()
        command = [naive.__file__, self._redis.url, str(self._file)]
        self._consumer = Supervised("control", command, {}, folder / "control.log")
        self._keeper = Keeper([self._consumer])
        self._keeper.start()
        while not self._has_begun():
            time.sleep(_POLL_S)

    def _has_begun(self) -> bool:
        # What is published before its first start the naive consumer would miss as well: that is not counted here.
        with self._redis.client() as client:
            return bool(client.exists(naive.STREAM)) and bool(client.xinfo_groups(naive.STREAM))

    def run(self, events: int, kills: int, redis_kills: int, losses: int) -> None:
        """Publish *events*, and let so much befall it meanwhile."""
        blows = ["kill"] * kills + ["redis"] * redis_kills + ["loss"] * losses
        self._dice.shuffle(blows)
        due = {(n + 1) * events // (len(blows) + 1): blow for n, blow in enumerate(blows)}
        with self._redis.client() as client:
            for number in range(events):
                self._publish(client, self._tale.event())
                if blow := due.get(number):
                    self._befall(blow)
                    self._wait_for_life(_HELPED_AFTER_S)
        while self._wait_for_life(_STILL_FOR_S):
            pass

    def _publish(self, client: Redis, event: Json) -> None:
        self._events.append(event)
        while True:
            try:
                client.xadd(naive.STREAM, {"__data__": naive.body(event)})
            except RedisError:
                time.sleep(_POLL_S)
            else:
                return

    def _befall(self, blow: str) -> None:
        """Strike while the consumer has something in hand."""
        match blow:
            case "kill":
                self._consumer.kill()
            case "redis":
                self._redis.restart()
            case _:
                self._redis.flush()

    def _wait_for_life(self, seconds: float) -> bool:
        """Wait until it counts again, and say whether it did; one that counts nothing for so long is helped: killed."""
        before, deadline = self._counted(), time.monotonic() + seconds
        while self._counted() == before:
            if time.monotonic() > deadline:
                self._consumer.kill()
                return False
            time.sleep(_POLL_S)
        return True

    def _counted(self) -> int:
        return sum(self._taken().values())

    def _taken(self) -> dict[str, int]:
        return dict(self._rows("SELECT id, times FROM taken"))

    def _rows(self, query: str) -> list[tuple[str, int]]:
        with closing(sqlite3.connect(self._file, timeout=30)) as connection:
            return connection.execute(query).fetchall()

    def outcome(self) -> Outcome:
        """Return what became of the events."""
        taken = self._taken()
        outcome = Outcome(accepted=len(self._events), applied=len(taken))
        outcome.blame("lost", len(self._events) - len(taken), "published and never counted")
        outcome.blame("twice", sum(times > 1 for times in taken.values()), "counted more than once")
        expected = Counter(event["data"]["office"] for event in self._events)
        told = dict(self._rows("SELECT code, n FROM office"))
        wrong = {code: (told.get(code, 0), n) for code, n in expected.items() if told.get(code, 0) != n}
        outcome.blame("wrong", len(wrong), f"counters of offices: {wrong}")
        return outcome

    def close(self) -> None:
        """End everything."""
        self._keeper.close()
        self._redis.close()


if __name__ == "__main__":
    sys.exit(main())
