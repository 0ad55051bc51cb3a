"""A caller that never gives up, and remembers exactly what it was promised."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from random import Random

import httpx2

from tests.faults.states import Json
from tests.faults.tale import Tale, contradicted

Post = Callable[[bytes, str], httpx2.Response]
"""Posts a body of a media type to intake; raises ``httpx2.TransportError`` when nobody answers."""

_IN_FLIGHT = 3
_PAUSE_S = 0.02
_PORTION, _AT_ONCE = 50, 500
_PROBED = 0.3
_TRY_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
LINES, BATCH, SINGLE = "application/x-ndjson", "application/cloudevents-batch+json", "application/cloudevents+json"


class Sender:
    """Tells a tale to intake: in windows that are shuffled, with repeats, in all modes."""

    def __init__(self, post: Post, seed: int) -> None:
        """Prepare to tell the tale of *seed*."""
        self._post = post
        self._tale = Tale(seed)
        self._dice = Random(seed)  # noqa: S311 - it must be repeatable
        self._lock = threading.Lock()
        self.accepted: dict[tuple[str, str], bytes] = {}
        """What was answered with 202, as it was sent: by source and id."""
        self.surprises: list[str] = []
        """Answers that the contract does not allow."""
        self.answered_at = time.monotonic()
        self.longest_silence_s = 0.0
        self.repeated = 0

    def send(self, number: int, largest: int = 500) -> None:
        """Send *number* new events, at most *largest* a request, and return when every one was accepted."""
        with ThreadPoolExecutor(_IN_FLIGHT) as threads:
            under_way: list[Future[None]] = []
            for events in self._requests(number, largest):
                under_way = [one for one in under_way if not one.done() or one.result()]
                while sum(not one.done() for one in under_way) > _IN_FLIGHT:
                    time.sleep(_PAUSE_S / 10)
                under_way.append(threads.submit(self._deliver, events, self._dice.random()))
            for one in under_way:
                one.result()

    def tell(self, events: Iterable[Json]) -> None:
        """Send *events* as they are, in their order, until every one is accepted."""
        told = list(events)
        for first in range(0, len(told), _AT_ONCE):
            self._deliver(told[first : first + _AT_ONCE], luck=_PROBED)

    @contextmanager
    def at_work(self, every_s: float = 0.1) -> Iterator[None]:
        """Send a portion every so many seconds for a ``with`` block, and to the end what was begun."""
        ending = threading.Event()

        def work() -> None:
            while not ending.wait(every_s):
                self.send(_PORTION, _PORTION // 2)

        with ThreadPoolExecutor(1) as thread:
            working = thread.submit(work)
            try:
                yield
            finally:
                ending.set()
                working.result()

    def any_accepted(self) -> Json:
        """Return an event that was accepted."""
        event: Json = json.loads(next(iter(self.accepted.values())))
        return event

    def _requests(self, number: int, largest: int) -> Iterator[list[Json]]:
        while number:
            window = [self._tale.event() for _ in range(min(number, self._dice.randint(1, 1_000)))]
            number -= len(window)
            told = [event for event in window for _ in range(self._times())]
            self._dice.shuffle(told)
            while told:
                size = self._dice.choice((largest, largest, largest, max(1, largest // 7), 1))
                yield told[:size]
                del told[:size]

    def _times(self) -> int:
        return self._dice.choice((1,) * 16 + (2, 3, 4, 5))

    def _deliver(self, events: list[Json], luck: float) -> None:
        mode = SINGLE if len(events) == 1 else LINES if luck < 0.7 else BATCH
        answer = self._until_answered(_body(events, mode), mode)
        promised = answer.json() if answer.status_code == 202 else {"refused": answer.text}
        if promised["refused"] or promised["accepted"] + promised["duplicates"] != len(events):
            self._surprised(answer)
            return
        with self._lock:
            self.accepted.update({(event["source"], event["id"]): json.dumps(event).encode() for event in events})
        if luck < _PROBED:
            self.refuse_other_data(contradicted(events[0]))

    def refuse_other_data(self, event: Json) -> None:
        """Send what must be refused: a known id with other data."""
        answer = self._until_answered(_body([event], SINGLE), SINGLE)
        if answer.status_code != 409:
            self._surprised(answer)

    def _until_answered(self, body: bytes, mode: str) -> httpx2.Response:
        while True:
            try:
                answer = self._post(body, mode)
            except httpx2.TransportError:
                answer = None
            if answer is not None and answer.status_code not in _TRY_AGAIN:
                self._note_answer()
                return answer
            self.repeated += 1
            time.sleep(_PAUSE_S)

    def _note_answer(self) -> None:
        with self._lock:
            now = time.monotonic()
            self.longest_silence_s = max(self.longest_silence_s, now - self.answered_at)
            self.answered_at = now

    def _surprised(self, answer: httpx2.Response) -> None:
        self.surprises.append(f"{answer.status_code} {answer.text[:300]}")


def _body(events: list[Json], mode: str) -> bytes:
    match mode:
        case "application/x-ndjson":
            return "\n".join(map(json.dumps, events)).encode()
        case "application/cloudevents-batch+json":
            return json.dumps(events).encode()
        case _:
            return json.dumps(events[0]).encode()
