"""Revisions of one entity: which arrival stands for each, and what was known when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Arrival(NamedTuple):
    """One event about an entity: the state ``data`` after ``revision``, known since ``known`` (microseconds, UTC)."""

    revision: int
    known: int
    event_id: str
    sequence: int
    data: str

    @property
    def claim(self) -> tuple[int, str]:
        """What decides between two arrivals of one revision: the smaller one stands, whatever came first."""
        return self.known, self.event_id


@dataclass(slots=True)
class History:
    """All arrivals about one entity: ``standing`` by revision, and the ``others`` that lost against them."""

    standing: dict[int, Arrival] = field(default_factory=dict)
    others: list[Arrival] = field(default_factory=list)

    def take(self, arrival: Arrival) -> bool:
        """Add *arrival* and say whether it was new; the same event again changes nothing but its sequence.

        Intake gives an event another sequence only after it has lost its own journal.
        """
        current = self.standing.get(arrival.revision)
        if current is None:
            self.standing[arrival.revision] = arrival
            return True
        if current.event_id == arrival.event_id:
            self.standing[arrival.revision] = current._replace(sequence=arrival.sequence)
            return False
        for place, other in enumerate(self.others):
            if (other.revision, other.event_id) == (arrival.revision, arrival.event_id):
                self.others[place] = other._replace(sequence=arrival.sequence)
                return False
        winner, loser = (arrival, current) if arrival.claim < current.claim else (current, arrival)
        self.standing[arrival.revision] = winner
        self.others.append(loser)
        return True

    def conflicts(self) -> list[Arrival]:
        """Return the arrivals that contradict what stands; those that only repeat it are harmless."""
        return [other for other in self.others if other.data != self.standing[other.revision].data]

    def arrivals(self) -> list[Arrival]:
        """Return everything that arrived, by revision and claim."""
        return sorted([*self.standing.values(), *self.others], key=lambda one: (one.revision, one.claim))

    def of(self, arrived: Collection[tuple[int, str]]) -> "History":
        """Return the history as it was when only *arrived* (revision, event id) had arrived."""
        history = History()
        for arrival in self.arrivals():
            if (arrival.revision, arrival.event_id) in arrived:
                history.take(arrival)
        return history

    def newest(self, before: int) -> Arrival | None:
        """Return the newest revision that was known before the instant *before* (microseconds), or None."""
        known = [revision for revision, arrival in self.standing.items() if arrival.known < before]
        return self.standing[max(known)] if known else None

    def copy(self) -> "History":
        """Return a history that can grow while this one stays; arrivals themselves never change."""
        return History(dict(self.standing), list(self.others))


def turns(standing: Iterable[Arrival]) -> list[Arrival]:
    """Return the arrivals that were the newest at some time, in the order in which they became known.

    The highest revision wins: what became known later with a lower revision never shows.
    """
    newest: list[Arrival] = []
    for arrival in sorted(standing, key=lambda arrival: (arrival.known, arrival.revision)):
        if not newest or arrival.revision > newest[-1].revision:
            newest.append(arrival)
    return newest
