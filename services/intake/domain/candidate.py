"""An event that broke no rule, and what the journal makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import blake2b
from json import JSONEncoder

Identity = tuple[str, str]
"""Source and id: they name an event for ever."""

_as_json = JSONEncoder(ensure_ascii=False).encode


class Outcome(Enum):
    """What became of a candidate."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    ID_REUSED = "refused"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An acceptable event; *data* is its state as JSON, with the fields in the contract's order and text trimmed."""

    source: str
    id: str
    type: str
    time: datetime
    recorded: datetime
    data: bytes

    @property
    def identity(self) -> Identity:
        """What names the event."""
        return self.source, self.id

    @property
    def fingerprint(self) -> bytes:
        """Equal for equal data, whatever the envelope says besides."""
        return blake2b(self.data, digest_size=16).digest()

    def message(self, sequence: int) -> bytes:
        """Return the message to publish: the accepted event of :mod:`shared.events`, as JSON.

        The parts are valid already and are only joined: this is the hot path.
        """
        head = (
            f'{{"version":1,"sequence":{sequence},"id":{_as_json(self.id)},"source":{_as_json(self.source)},'
            f'"type":"{self.type}","time":"{_iso(self.time)}","recordedtime":"{_iso(self.recorded)}","data":'
        )
        return head.encode() + self.data + b"}"


def _iso(moment: datetime) -> str:
    return moment.isoformat().removesuffix("+00:00") + "Z"


@dataclass(frozen=True, slots=True)
class Kept:
    """A candidate with its place in the journal."""

    sequence: int
    candidate: Candidate
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Settlement:
    """One outcome per candidate, in order, and what of them is new."""

    outcomes: list[Outcome]
    new: list[Kept]


def settle(candidates: Sequence[Candidate], known: dict[Identity, bytes], last: int) -> Settlement:
    """Decide what *candidates* are beside the *known* fingerprints; the new ones are numbered on from *last*.

    What is new becomes known, so that a repetition among the candidates is one too.
    """
    settlement = Settlement([], [])
    for candidate in candidates:
        fingerprint = candidate.fingerprint
        seen = known.get(candidate.identity)
        if seen is None:
            last += 1
            known[candidate.identity] = fingerprint
            settlement.new.append(Kept(last, candidate, fingerprint))
            settlement.outcomes.append(Outcome.ACCEPTED)
        else:
            settlement.outcomes.append(Outcome.DUPLICATE if seen == fingerprint else Outcome.ID_REUSED)
    return settlement
