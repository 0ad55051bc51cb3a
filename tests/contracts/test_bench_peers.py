"""The peers of the benchmark do the work that they are measured by: they count right."""

from collections.abc import Iterator

import pytest

from services.kurs.bench.peers import work
from services.kurs.bench.peers.race import counted, expected
from services.kurs.bench.peers.tables import PeerTable, reading_engine
from services.kurs.bench.peers.tasks import tasks

NUMBER = 150


@pytest.fixture
def peer_database(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv(work.DATABASE, empty_database)
    work.own_engine.cache_clear()
    PeerTable.metadata.create_all(work.own_engine())
    yield empty_database
    work.own_engine().dispose()
    work.own_engine.cache_clear()


def test_a_peer_counts_what_the_events_say_however_often_and_late_they_come(peer_database: str) -> None:
    coming = list(tasks(NUMBER))

    for kind, body in (*coming, *coming[:20], *reversed(coming)):
        work.count(kind, body)

    reader = reading_engine(peer_database)
    assert counted(reader) == expected(NUMBER)
    reader.dispose()
