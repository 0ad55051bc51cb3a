"""The events of a benchmark: the same number brings the same events, in the order of time, over a whole year."""

from collections.abc import Iterator
from heapq import heappop, heappush
from random import Random

from services.kurs.bench.lives import EVENTS_PER_LIFE, Happening, Lives

LAST_DAY = "2026-12-30"
"""Nothing happens later."""

TODAY = "2026-12-31"
"""The day on which a benchmark plays: all that it sends has happened."""

_MINUTES = 394 * 24 * 60
"""From 1 December 2025 to the last day."""

_SEED = 821


def events(number: int) -> Iterator[Happening]:
    """Yield *number* events; what begins is spread evenly, what follows comes when it is due."""
    lives = Lives(Random(_SEED))  # noqa: S311 - nothing to keep secret
    due: list[tuple[int, int, Happening]] = []
    begun = 0
    step = _MINUTES / max(1.0, number / EVENTS_PER_LIFE)
    for _ in range(number):
        birth = min(int(begun * step), _MINUTES - 1)
        while not due or due[0][0] > birth:
            for rank, happening in enumerate(lives.begin(birth)):
                heappush(due, (happening.minute, begun * 8 + rank, happening))
            begun += 1
            birth = min(int(begun * step), _MINUTES - 1)
        yield heappop(due)[2]


def accepted(happening: Happening, sequence: int) -> bytes:
    """Return an event as intake puts it onto its stream; it became known when it happened."""
    return (
        f'{{"version":1,"sequence":{sequence},"id":"{happening.id}","source":"{happening.source}",'
        f'"type":"{happening.type}","time":"{happening.time}","recordedtime":"{happening.time}",'
        f'"data":{happening.data}}}'
    ).encode()


def cloud_event(happening: Happening) -> bytes:
    """Return an event as an office's system sends it; intake stamps when it became known."""
    return (
        f'{{"specversion":"1.0","type":"{happening.type}","source":"{happening.source}","id":"{happening.id}",'
        f'"time":"{happening.time}","subject":"{happening.subject}","datacontenttype":"application/json",'
        f'"data":{happening.data}}}'
    ).encode()
