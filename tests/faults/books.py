"""What the services have in their books, read past their code: the verifier knows the tables, and nothing else."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tests.faults.stores import Store

Identity = tuple[str, str]
"""An event's source and id."""


class Held(NamedTuple):
    """An arrival in planning's books; *standing* when it is the one that counts for its revision."""

    kind: str
    source: str
    key: str
    revision: int
    event_id: str
    data: str
    standing: bool


class Books:
    """The tables of the three services in one store."""

    def __init__(self, store: Store) -> None:
        """Read from *store*."""
        self._store = store

    def positions(self, service: str) -> dict[str, str]:
        """Return what a relay noted as the newest position of its own on each stream."""
        return dict(self._store.rows(service, "SELECT stream, position FROM published"))

    def journal(self) -> dict[int, Identity]:
        """Return what intake has accepted, by sequence."""
        rows = self._store.rows("intake", "SELECT sequence, body FROM accepted")
        events = ((sequence, json.loads(body)) for sequence, body in rows)
        return {sequence: (event["source"], event["id"]) for sequence, event in events}

    def arrivals(self) -> Iterator[Held]:
        """Yield what planning has taken."""
        for table in ("revision", "other_arrival"):
            query = f"""SELECT e.kind, e.source, e.key, a.revision, a.event_id, a.data
                        FROM {table} a JOIN entity e ON e.id = a.entity"""  # noqa: S608 - one of the two above
            for row in self._store.rows("planning", query):
                yield Held._make((*row, table == "revision"))

    def verdicts(self) -> dict[int, str]:
        """Return what planning says became of events that were not simply applied, by sequence."""
        return dict(self._store.rows("planning", "SELECT sequence, result FROM verdict"))

    def settled(self) -> int:
        """Return up to which sequence planning calls everything settled."""
        return int(self._store.rows("planning", "SELECT sequence FROM mark WHERE name = 'settled'")[0][0])

    def dead_letters(self) -> int:
        """Return how many messages lie in planning's quarantine."""
        return int(self._store.rows("planning", "SELECT count(*) FROM dead_letter")[0][0])

    def announced(self) -> set[str]:
        """Return the ids of the changes of alerts that monitoring has announced."""
        return {change for (change,) in self._store.rows("monitoring", "SELECT id FROM announced")}

    def cells(self) -> Counter[tuple[str, str, str]]:
        """Return monitoring's counts by series, start day and day known."""
        query = "SELECT p.series, c.start, c.known, c.entries FROM cell c JOIN place p ON p.id = c.place"
        counts: Counter[tuple[str, str, str]] = Counter()
        for names, start, known, entries in self._store.rows("monitoring", query):
            counts.update({(series, str(start), str(known)): entries for series in json.loads(names)})
        return Counter({cell: entries for cell, entries in counts.items() if entries})
