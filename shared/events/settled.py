"""How far planning has dealt with what intake accepted, and what became of the events that were not simply applied."""

from typing import Annotated, Literal

from pydantic import Field

from shared.events.base import Event, Instant

Sequence = Annotated[int, Field(ge=0, le=2**53 - 1)]


class Verdict(Event):
    """What became of one accepted event; events without a verdict were applied once they are settled.

    ``superseded``: a newer revision had come before it. ``conflict``: another event says something else about the same
    revision, and stands. ``set_aside``: it lies in quarantine. A later verdict about the same event replaces this one.
    """

    sequence: Sequence
    result: Literal["applied", "superseded", "conflict", "set_aside"]
    reason: str | None = None


class EventsSettled(Event):
    """Every event up to ``upto`` is settled: applied, or its verdict was given.

    A message of a later ``at`` whose ``upto`` is smaller says that planning's books were put back to an older state.
    """

    event: Literal["events.settled"] = "events.settled"
    version: Literal[1] = 1
    at: Instant
    upto: Sequence
    verdicts: list[Verdict] = Field(default_factory=list)
