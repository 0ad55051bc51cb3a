"""Planning's books against any sequence of events, repeats, crashes and losses; Hypothesis looks for one that fails."""

import asyncio
import json
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Connection

from services.planning.arriving.arrivals import KINDS, Batch, read_arrivals
from services.planning.arriving.verdicts import announce_settled
from services.planning.storage.settlement import settled, verdicts
from services.planning.use_cases import record
from shared.bus.delivery import Delivery
from tests.faults.fake_stream import FakeStream
from tests.faults.potential import potential, shown_potential
from tests.faults.small_events import KNOWN, small_events
from tests.faults.states import Json
from tests.faults.tale import contradicted
from tests.support.ledger import LONG_AFTER, Books
from tests.support.reference import KEYS, arrivals_of, board, end_of_day, shown

_VIEWS = ((date(2026, 12, 31), date(2027, 8, 19)), (date(2026, 3, 2), date(2026, 3, 3)))


class Crash(Exception):
    """The process ends before the commit."""


class PlanningMachine(RuleBasedStateMachine):
    """The model is the list of accepted events; their numbers are their places in it."""

    def __init__(self) -> None:
        """Begin with a plan and nothing else."""
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="kurs-machine-")
        file = Path(self._folder.name) / "planning.sqlite3"
        file.write_bytes(_with_plan())
        self._runner = asyncio.Runner()
        self._books = Books(f"sqlite:///{file}")
        self._accepted: list[Json] = []
        self._stream = FakeStream()

    @rule(event=small_events(), published=st.booleans())
    def submit(self, event: Json, *, published: bool) -> None:
        """Accept an event; it may not be published yet."""
        self._accept(event)
        if published:
            self._stream.publish(len(self._accepted))

    @precondition(lambda self: self._accepted)
    @rule(number=st.integers(0, 10**6), known=st.sampled_from(KNOWN), other=st.booleans(), first=st.booleans())
    def say_again(self, number: int, known: str, *, other: bool, first: bool) -> None:
        """Accept what somebody said before, or the contrary of it, under an id that sorts before or after."""
        event = self._accepted[number % len(self._accepted)]
        self._accept({**(contradicted(event) if other else event), "recordedtime": known}, "a" if first else "z")
        self._stream.publish(len(self._accepted))

    def _accept(self, event: Json, prefix: str = "m") -> None:
        number = len(self._accepted) + 1
        self._accepted.append({**event, "id": f"{prefix}{number}", "sequence": number})

    @precondition(lambda self: self._accepted)
    @rule(number=st.integers(0, 10**6))
    def publish_again(self, number: int) -> None:
        """Publish a message once more: the answer to the first time was lost."""
        self._stream.publish(number % len(self._accepted) + 1)

    @rule(at_most=st.integers(1, 20), dice=st.randoms(use_true_random=False), acknowledged=st.booleans())
    def read(self, at_most: int, dice: Random, *, acknowledged: bool) -> None:
        """Take a batch; the acknowledgement may be lost."""
        batch = self._stream.deliver(at_most, dice)
        self._take(batch)
        if acknowledged:
            self._stream.acknowledge(batch)

    @rule(at_most=st.integers(1, 20), dice=st.randoms(use_true_random=False))
    def crash(self, at_most: int, dice: Random) -> None:
        """Die after everything was written, and before the commit."""
        batch = self._stream.deliver(at_most, dice)
        with pytest.raises(Crash):
            self._take(batch, crash=True)

    @rule()
    def flush(self) -> None:
        """Lose the stream; intake publishes again what planning has not called settled."""
        self._stream.flush()
        for number in range(self._settled() + 1, len(self._accepted) + 1):
            self._stream.publish(number)

    @rule()
    def replay(self) -> None:
        """Publish everything that was ever accepted."""
        for number in range(1, len(self._accepted) + 1):
            self._stream.publish(number)

    @invariant()
    def what_is_settled_is_in_the_books(self) -> None:
        """Nothing that was not taken may be called settled."""
        assert self._settled() <= len(self._accepted)

    def teardown(self) -> None:
        """Let everything arrive, and compare."""
        self.flush()
        dice = Random(0)  # noqa: S311 - any order is as good
        while not self._stream.is_empty:
            self.read(20, dice, acknowledged=True)
        assert self._settled() == len(self._accepted)
        assert set(self._conflicts()) == set(self._contradicting())
        for on, known in _VIEWS:
            answer = self._runner.run(self._books.board(on, end_of_day(known)))
            assert shown(answer) == board(self._accepted, on, end_of_day(known))
            assert shown_potential(answer) == potential(self._accepted, end_of_day(known), known)
        self._runner.run(self._books.database.aclose())
        self._runner.close()
        self._folder.cleanup()

    def _take(self, numbers: list[int], *, crash: bool = False) -> None:
        events = [self._accepted[number - 1] for number in numbers]
        messages = [Delivery(f"{event['sequence']}-0", json.dumps(event).encode()) for event in events]

        def work(connection: Connection) -> None:
            for kind in KINDS:
                chosen = [
                    one for one, event in zip(messages, events, strict=True) if event["type"].startswith(kind.name)
                ]
                batch: Batch = read_arrivals(kind, chosen)
                assert not batch.bad
                record(connection, self._books.shelf, batch, LONG_AFTER)
            if crash:
                raise Crash
            announce_settled(connection, LONG_AFTER, anyway=False)

        self._runner.run(self._books.database.write(work))

    def _settled(self) -> int:
        return self._runner.run(self._books.database.read(settled))

    def _conflicts(self) -> Iterator[int]:
        """Yield the numbers of the events that planning calls contradicted."""
        for verdict in self._runner.run(self._books.database.read(verdicts)):
            if verdict.result == "conflict":
                yield verdict.sequence

    def _contradicting(self) -> Iterator[int]:
        """Yield the numbers of the events that say something else than what stands for their revision."""
        for kind, key in KEYS.items():
            standing = arrivals_of(self._accepted, kind)
            for event in self._accepted:
                data = event["data"]
                if (
                    event["type"].startswith(f"{kind}.")
                    and standing[event["source"], data[key]][data["revision"]][2] != data
                ):
                    yield event["sequence"]


@cache
def _with_plan() -> bytes:
    """Return a migrated file with the plan of 2026."""
    with tempfile.TemporaryDirectory(prefix="kurs-machine-") as folder:
        file = Path(folder) / "template.sqlite3"

        async def prepare() -> None:
            books = Books(f"sqlite:///{file}")
            await books.publish()
            await books.database.aclose()

        asyncio.run(prepare())
        return file.read_bytes()


_UNHURRIED = settings(
    deadline=None, stateful_step_count=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.short_faults
def test_some_sequences_of_events_and_faults_end_in_the_right_books() -> None:
    at_once = [Phase.explicit, Phase.reuse, Phase.generate]  # to shrink takes longer than all other tests
    run_state_machine_as_test(PlanningMachine, settings=settings(_UNHURRIED, max_examples=20, phases=at_once))


@pytest.mark.timeout(1_200)
def test_many_sequences_of_events_and_faults_end_in_the_right_books() -> None:
    run_state_machine_as_test(PlanningMachine, settings=settings(_UNHURRIED, max_examples=1_000))
