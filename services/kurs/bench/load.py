"""The load on intake, a process of its own: ``python -m`` this module, the file of a task, the file for its result.

Requests are put together before the first one is sent. Load goes to this machine only.
"""

import asyncio
import gc
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import orjson

from services.kurs.bench.events import cloud_event
from services.kurs.bench.http import Connections, connected, get, post
from services.kurs.bench.lives import Happening
from services.kurs.bench.load_task import Result, Task

BATCH = 500
_PATH = "/v1/events"
_ACCEPTED = 202
_FOUND = 200
_ONE, _LINES = "application/cloudevents+json", "application/x-ndjson"
_POLL_S = 0.002
_GIVE_UP_S = 30.0
_BREATH_S = 0.2
"""Between the last preparation and the first request."""


class Singles:
    """Sends single events at a fixed rate: each has its time, and waiting is measured from it."""

    def __init__(self, task: Task) -> None:
        """Put the requests together."""
        self._task = task
        self._happenings = task.happenings()
        self._requests = [post(_PATH, task.token, _ONE, cloud_event(one)) for one in self._happenings]
        self._looked_at = set(self._samples())
        self._result = Result(seconds=0.0, accepted=0)

    def _samples(self) -> Iterator[int]:
        """Yield the number of the first entry in each stretch of events."""
        stretch = self._task.look_at_every or len(self._happenings)
        for first in range(self._task.rate, len(self._happenings) if self._task.look_at_every else 0, stretch):
            some = range(first, min(first + stretch, len(self._happenings)))
            yield from islice((n for n in some if self._happenings[n].kind == "entry"), 1)

    async def run(self) -> Result:
        """Send everything and wait for all answers."""
        boards = max(1, self._task.look_at_every and self._task.connections)
        async with (
            connected(self._task.port, self._task.connections) as intake,
            connected(self._task.board_port or self._task.port, boards) as board,
            asyncio.TaskGroup() as under_way,
        ):
            began = time.perf_counter() + _BREATH_S
            for n in range(len(self._requests)):
                due = began + n / self._task.rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                under_way.create_task(self._send(n, due, intake, board))
        self._result.seconds = time.perf_counter() - began
        return self._result

    async def _send(self, n: int, due: float, intake: Connections, board: Connections) -> None:
        status, _ = await intake.ask(self._requests[n])
        answered = time.perf_counter()
        self._result.accepted += status == _ACCEPTED
        if n >= self._task.rate:
            self._result.answers_ms.append(1_000 * (answered - due))
        if n in self._looked_at:
            await self._look(self._happenings[n], answered, board)

    async def _look(self, happening: Happening, answered: float, board: Connections) -> None:
        """Ask for the entry until its revision is there: it is written together with the board's counters."""
        revision = orjson.loads(happening.data)["revision"]
        request = get(f"/v1/entries/{happening.subject}?source={quote(happening.source)}", self._task.token)
        while (now := time.perf_counter()) < answered + _GIVE_UP_S:
            status, body = await board.ask(request)
            if status == _FOUND and revision in {one["revision"] for one in orjson.loads(body)["revisions"]}:
                self._result.to_board_ms.append(1_000 * (time.perf_counter() - answered))
                return
            await asyncio.sleep(_POLL_S)
        self._result.to_board_ms.append(1_000 * (now - answered))


class Batches:
    """Sends lines, so many a request, on every connection the next one as soon as the last one is answered."""

    def __init__(self, task: Task) -> None:
        """Put the requests together."""
        self._task = task
        lines = [cloud_event(one) for one in task.happenings()]
        parts = (b"\n".join(lines[first : first + BATCH]) for first in range(0, len(lines), BATCH))
        self._requests = iter([post(_PATH, task.token, _LINES, part) for part in parts])
        self._result = Result(seconds=0.0, accepted=0)

    async def run(self) -> Result:
        """Send everything."""
        async with connected(self._task.port, self._task.connections) as intake:
            await asyncio.sleep(_BREATH_S)
            began = time.perf_counter()
            async with asyncio.TaskGroup() as under_way:
                for _ in range(self._task.connections):
                    under_way.create_task(self._send(intake))
            self._result.seconds = time.perf_counter() - began
        return self._result

    async def _send(self, intake: Connections) -> None:
        for request in self._requests:
            _, body = await intake.ask(request)
            self._result.accepted += orjson.loads(body).get("accepted", 0)


def main() -> None:
    """Do the task that the first file describes and write the second one."""
    given, wanted = map(Path, sys.argv[1:])
    task = Task.model_validate_json(given.read_bytes())
    load = Singles(task) if task.mode == "singles" else Batches(task)
    gc.freeze()  # the requests stay: looking through them again and again would be felt
    wanted.write_text(asyncio.run(load.run()).model_dump_json())


if __name__ == "__main__":
    main()
