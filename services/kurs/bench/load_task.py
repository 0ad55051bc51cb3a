"""What a process that makes load is told, and what it answers."""

from itertools import islice
from typing import Literal

from pydantic import BaseModel

from services.kurs.bench.events import events
from services.kurs.bench.lives import Happening


class Task(BaseModel):
    """What to send: *number* of the *total* events of a run, after the first *skip* ones.

    ``singles`` go at *rate* a second, whatever the answers do. With *look_at_every* the service at *board_port* is
    asked when an entry among so many events is on the board. The first second warms up and is not told of.
    ``batches`` go as fast as they are taken.
    """

    mode: Literal["singles", "batches"]
    token: str
    port: int
    connections: int
    total: int
    skip: int
    number: int
    rate: int = 0
    board_port: int = 0
    look_at_every: int = 0

    def happenings(self) -> list[Happening]:
        """Return the events to send."""
        return list(islice(events(self.total), self.skip, self.skip + self.number))


class Result(BaseModel):
    """What was measured: how long everything took, and each event's milliseconds until its 202, and on to the board."""

    seconds: float
    accepted: int
    answers_ms: list[float] = []
    to_board_ms: list[float] = []
