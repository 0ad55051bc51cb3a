"""What was done with alerts, on real databases: kept once, by however many."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select

from services import monitoring
from services.monitoring.domain.handling import State
from services.monitoring.storage.tables import DeedRow
from shared.migrate import migrate
from shared.storage import Database, table
from tests.support.timeline import CRITICAL, DAYS, WARNING, TimeLine

MIGRATIONS = Path(monitoring.__file__).parent / "migrations"


@pytest.fixture
def line(empty_database: str) -> Iterator[TimeLine]:
    migrate("monitoring", empty_database, MIGRATIONS)
    postgres = empty_database.replace("postgresql:", "postgresql+psycopg:")
    options = {"connect_args": {"options": "-c search_path=monitoring"}} if postgres != empty_database else {}
    engine = create_engine(postgres, **options)
    yield TimeLine(engine)
    engine.dispose()


def test_what_was_done_is_read_as_it_was_done(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.acknowledge(until=DAYS[20], who="Ähm Öztürk")
    line.note("Zeile 1\nZeile 2")
    acknowledged, note = line.case().deeds

    assert (acknowledged.who, acknowledged.until, acknowledged.day) == ("Ähm Öztürk", DAYS[20], line.today)
    assert (note.note, note.until, note.number, note.at) == ("Zeile 1\nZeile 2", None, 1, line.moment)
    assert line.state() is State.ACKNOWLEDGED


def test_a_replay_keeps_it_and_a_rise_that_it_brings_ends_it(line: TimeLine) -> None:
    line.at(6, entries=WARNING)
    line.snooze(until=DAYS[20])
    line.turns_out(4, 5, WARNING)

    assert (line.state(), len(line.case().deeds)) == (State.SNOOZED, 1)
    line.turns_out(6, 6, CRITICAL)
    assert line.state() is State.OPEN


async def test_two_replicas_escalate_and_reopen_once(line: TimeLine, empty_database: str) -> None:
    line.at(3, entries=WARNING, health=WARNING)
    line.at(7)
    line.acknowledge("sector/health", until=line.today)
    line.at(8, stopped=True)
    replicas = [Database(empty_database, "monitoring") for _ in range(2)]
    await asyncio.gather(*(replica.write(line.tick_on) for replica in replicas))
    done = await replicas[0].read(
        lambda connection: connection.scalar(select(func.count()).select_from(table(DeedRow)))
    )
    for replica in replicas:
        await replica.aclose()

    assert [deed.what.value for deed in line.case().deeds] == ["escalate"]
    assert [deed.what.value for deed in line.case("sector/health").deeds] == ["acknowledge", "reopen"]
    assert done == 3
    assert [fact.change for fact in line.facts()].count("escalated") == 1
