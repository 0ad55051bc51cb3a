"""Recomputes everything from the accepted events alone, and compares: it shares no code with the services."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from tests.faults.books import Books, Identity
from tests.faults.outcome import Outcome
from tests.faults.potential import potential, shown_potential
from tests.support.reference import (
    BERLIN,
    KEYS,
    Arrival,
    Entity,
    arrivals_of,
    board,
    end_of_day,
    shown,
    turns_of_knowledge,
)

Json = dict[str, Any]
Ask = Callable[[str, str, Mapping[str, str]], Json]
"""Returns a service's JSON answer at a path with parameters."""

_LONG_AFTER = date(2027, 1, 1)
VIEWS = (
    (date(2026, 10, 14), None),
    (date(2026, 12, 31), None),
    (date(2026, 6, 30), date(2026, 7, 15)),
    (date(2026, 3, 31), date(2026, 9, 1)),
)
"""Boards that are compared: the day, and the day of knowledge (None: now)."""


class Verifier:
    """Compares the product with what *accepted* says: the events promised, by source and id, as they were sent."""

    def __init__(self, accepted: Mapping[Identity, bytes], books: Books, ask: Ask) -> None:
        """Read the events; nothing is asked yet."""
        self._accepted = accepted
        self._books = books
        self._ask = ask
        self._events: list[Json] = [json.loads(body) for body in accepted.values()]
        self._standing = {kind: arrivals_of(self._events, kind) for kind in KEYS}
        self._lost: set[Identity] = set()
        self.outcome = Outcome(accepted=len(accepted))

    def verify(self, sample: int = 50) -> Outcome:
        """Compare everything, the state of *sample* events as intake tells it too, and return what was found."""
        self._journal()
        self._inbox()
        self._fates()
        for on, known in VIEWS:
            self._board(on, known)
        self._monitoring()
        self._told(sample)
        return self.outcome

    def _journal(self) -> None:
        journal = self._books.journal()
        kept = Counter(journal.values())
        self._lost |= self._accepted.keys() - kept.keys()
        self.outcome.blame("twice", kept.total() - len(kept), "the same event twice in the journal")
        self.outcome.blame("wrong", len(kept.keys() - self._accepted.keys()), "in the journal and never sent so")
        self.outcome.blame("wrong", len(journal.keys() ^ set(range(1, len(journal) + 1))), "gaps in the sequence")

    def _inbox(self) -> None:
        found: Counter[Identity] = Counter()
        sent = {(event["source"], event["id"]): event["data"] for event in self._events}
        altered: list[Identity] = []
        standing: dict[tuple[str, Entity, int], str] = {}
        for held in self._books.arrivals():
            identity = held.source, held.event_id
            found[identity] += 1
            if identity in sent and json.loads(held.data) != sent[identity]:
                altered.append(identity)
            if held.standing:
                standing[held.kind, (held.source, held.key), held.revision] = held.event_id
        self._lost |= self._accepted.keys() - found.keys()
        self.outcome.blame("lost", len(self._lost), sorted(self._lost)[:3])
        self.outcome.blame("twice", found.total() - len(found), "in planning's books more than once")
        self.outcome.blame("wrong", len(altered), f"not as they were sent: {altered[:3]}")
        expected = {place: event for place, (_, event, _) in self._arrivals()}
        wrong = [place for place in expected if standing.get(place) not in {expected[place], None}]
        self.outcome.blame("wrong", len(wrong), f"another event stands than the earlier known: {wrong[:3]}")

    def _arrivals(self) -> Iterator[tuple[tuple[str, Entity, int], Arrival]]:
        for kind, entities in self._standing.items():
            for entity, revisions in entities.items():
                for revision, arrival in revisions.items():
                    yield (kind, entity, revision), arrival

    def _fates(self) -> None:
        """Count what became of each event, and compare it with what may have."""
        self.fates = dict.fromkeys(self._accepted, "applied")
        journal, verdicts = self._books.journal(), self._books.verdicts()
        self.fates.update({journal[number]: result for number, result in verdicts.items() if number in journal})
        for event in self._events:
            identity = event["source"], event["id"]
            fate = "set_aside" if self.fates[identity] == "conflict" else self.fates[identity]
            setattr(self.outcome, fate, getattr(self.outcome, fate) + 1)
            if self.fates[identity] not in self._possible(event):
                self.outcome.blame("wrong", 1, f"{identity} is {self.fates[identity]}, not {self._possible(event)}")
        missing = len(self._accepted) - self._books.settled()
        self.outcome.blame("wrong", abs(missing), "the settled sequence is not the last one")

    def _possible(self, event: Json) -> frozenset[str]:
        kind, data = event["type"].partition(".")[0], event["data"]
        revisions = self._standing[kind][event["source"], data[KEYS[kind]]]
        if revisions[data["revision"]][2] != data:
            return frozenset({"conflict"})
        return frozenset({"applied"} if data["revision"] == max(revisions) else {"applied", "superseded"})

    def _board(self, on: date, known: date | None) -> None:
        given = {"on": str(on), "by": "month", **({"known": str(known)} if known else {})}
        answer = self._ask("planning", "/v1/board", given)
        before = end_of_day(known or _LONG_AFTER)
        self._compare(f"board {given}", shown(answer), board(self._events, on, before))
        day = known or datetime.fromisoformat(answer["known"]).astimezone(BERLIN).date()
        self._compare(f"potential {given}", shown_potential(answer), potential(self._events, before, day))

    def _compare(self, what: str, told: Counter[Any], expected: Counter[Any]) -> None:
        differ = {
            key: (told[key], expected[key]) for key in told.keys() | expected.keys() if told[key] != expected[key]
        }
        self.outcome.blame("wrong", len(differ), f"{what}: {dict(list(differ.items())[:5])}")

    def _monitoring(self) -> None:
        self._compare("monitoring's cells", self._books.cells(), turns_of_knowledge(self._standing["entry"].values()))

    def _told(self, sample: int) -> None:
        """Compare what intake tells of some events with their fates."""
        dice = Random(len(self._accepted))  # noqa: S311 - it must be repeatable
        for source, event in dice.sample(sorted(self._accepted), min(sample, len(self._accepted))):
            state = self._ask("intake", "/v1/events", {"source": source, "id": event})["state"]
            fate = self.fates[source, event]
            if state != ("set_aside" if fate == "conflict" else fate):
                self.outcome.blame("wrong", 1, f"intake tells {state} of {source} {event}, which is {fate}")
