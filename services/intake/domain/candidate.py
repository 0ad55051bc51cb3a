"""An event that broke no rule, and what the journal makes of it."""

from binascii import b2a_base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import lru_cache
from hashlib import blake2b
from json.encoder import encode_basestring as _as_json
from typing import NamedTuple

_DIGEST = 15
"""Bytes, in 20 characters: no two texts of all the years to come will have the same by chance."""


def identity_of(source: str, event_id: str) -> str:
    """Return what stands for source and id, which name an event for ever: short, so that its index stays small."""
    # A source holds no NUL, so that no other pair makes the same text.
    return digest(f"{source}\0{event_id}")


def digest(text: str) -> str:
    """Return what stands for *text*: equal for equal texts only."""
    return b2a_base64(blake2b(text.encode(), digest_size=_DIGEST).digest(), newline=False).decode()


class Outcome(Enum):
    """What became of a candidate."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    ID_REUSED = "refused"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An acceptable event; *data* is its state as JSON, with the fields in the contract's order and text trimmed.

    ``fingerprint`` is equal for equal data, whatever the envelope says besides. *carried* is what the message ends with
    besides: JSON members that say which request it goes back to.
    """

    source: str
    id: str
    type: str
    time: datetime
    recorded: datetime
    data: str
    carried: str = ""
    identity: str = field(init=False)
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        """Compute once what is asked for several times."""
        object.__setattr__(self, "identity", identity_of(self.source, self.id))
        object.__setattr__(self, "fingerprint", digest(self.data))

    def message(self, sequence: int) -> str:
        """Return the message to publish: the accepted event of :mod:`shared.events`, as JSON.

        The parts are valid already and are only joined: this is the hot path.
        """
        return (
            f'{{"version":1,"sequence":{sequence},"id":{_as_json(self.id)},"source":{_as_json(self.source)},'
            f'"type":"{self.type}","time":"{_iso(self.time)}","recordedtime":"{_iso_of_many(self.recorded)}","data":{self.data}{self.carried}}}'
        )


@lru_cache(maxsize=16)
def _iso_of_many(moment: datetime) -> str:
    """Return the same as :func:`_iso`: all events of a request are recorded at one moment."""
    return _iso(moment)


def _iso(moment: datetime) -> str:
    return moment.isoformat().removesuffix("+00:00") + "Z"


class Kept(NamedTuple):
    """A candidate with its place in the journal."""

    sequence: int
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Settlement:
    """One outcome per candidate, in order, and what of them is new."""

    outcomes: list[Outcome]
    new: list[Kept]


def settle(candidates: Sequence[Candidate], known: dict[str, str], last: int) -> Settlement:
    """Decide what *candidates* are beside the *known* fingerprints by identity; new ones are numbered on from *last*.

    What is new becomes known, so that a repetition among the candidates is one too.
    """
    settlement = Settlement([], [])
    for candidate in candidates:
        seen = known.get(candidate.identity)
        if seen is None:
            last += 1
            known[candidate.identity] = candidate.fingerprint
            settlement.new.append(Kept(last, candidate))
            settlement.outcomes.append(Outcome.ACCEPTED)
        else:
            settlement.outcomes.append(Outcome.DUPLICATE if seen == candidate.fingerprint else Outcome.ID_REUSED)
    return settlement
