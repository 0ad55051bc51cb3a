"""What became of an accepted event."""

from dataclasses import dataclass
from typing import Literal

State = Literal["accepted", "published", "applied", "superseded", "set_aside"]
Result = Literal["applied", "superseded", "conflict", "set_aside"]


@dataclass(frozen=True, slots=True)
class Marks:
    """Up to which sequence events were accepted, published and settled."""

    accepted: int
    published: int
    settled: int


@dataclass(frozen=True, slots=True)
class Fate:
    """Where an event stands on its way, and why it was set aside."""

    state: State
    reason: str | None = None


def fate_of(sequence: int, marks: Marks, result: Result | None, reason: str | None) -> Fate:
    """Return the fate of the event *sequence*; *result* is planning's verdict on it, if one was given."""
    match result:
        case "conflict":
            return Fate("set_aside", "conflict")
        case "set_aside":
            return Fate("set_aside", reason)
        case "superseded":
            return Fate("superseded")
    if result or sequence <= marks.settled:
        return Fate("applied")
    return Fate("published" if sequence <= marks.published else "accepted")
