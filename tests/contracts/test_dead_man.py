"""When the chain stands still, operations hears of it once, and once more when it works again."""

import math
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry

from services.monitoring.dead_man import PATIENCE_S, DeadMan
from shared.events import Person
from tests.support.telling import HOOK, LEADER, OPERATIONS, START, Office

OWNER = "owner@example.org"
PEOPLE = (
    Person(name="Leitung", mail=LEADER, series=("*",)),
    Person(name="Betrieb", mail=OPERATIONS, webhook=HOOK, operations=True),
    Person(name="Owner", mail=OWNER, operations=True, language="en"),
)
SENT = datetime(2026, 6, 29, 7, 55, tzinfo=UTC)


class Watch:
    """Monitoring's watch over the chain, with two clocks in a test's hand."""

    def __init__(self, url: str, *people: Person) -> None:
        """Keep the sample plan with *people* at *url*."""
        self.office = Office(url, *people)
        self.now = 0.0
        self.start_again()

    def start_again(self) -> None:
        """Begin as after a restart."""
        self.registry = CollectorRegistry()
        database, clock = self.office.database, self.office.clock
        self.dead_man = DeadMan(database, clock, lambda: None, self.registry, steady=lambda: self.now)

    async def pass_(self, minutes: float) -> None:
        """Let time pass, minute by minute."""
        for _ in range(int(minutes)):
            await self.dead_man.look()
            self.now += 60
            self.office.clock.pass_(minutes=1)
        await self.dead_man.look()

    async def canary(self, sent: datetime, *, figures: bool = False) -> None:
        """Let a canary come."""
        await self.dead_man.arrived([sent], figures=figures)

    async def told(self, recipient: str = OPERATIONS) -> list[str]:
        """Return the subjects of what came to *recipient*."""
        await self.office.send()
        return [one.subject for one in self.office.mail.taken if one.recipient == recipient]

    async def figure(self, name: str) -> float | None:
        """Return a metric."""
        await self.dead_man.show()
        return self.registry.get_sample_value(name)


@pytest.fixture
async def watch(empty_database: str) -> AsyncIterator[Watch]:
    watch = Watch(empty_database, *PEOPLE)
    await watch.office.open()
    yield watch
    await watch.office.database.aclose()


SILENT, BACK = "Kurshalter – die Kette steht", "Kurshalter – die Kette arbeitet wieder"


async def test_operations_hears_once_of_an_outage_and_once_of_its_end(watch: Watch) -> None:
    await watch.canary(SENT)
    await watch.pass_(14)
    assert await watch.told() == []

    await watch.pass_(120)
    assert await watch.told() == [SILENT]

    await watch.canary(SENT + timedelta(hours=2))
    await watch.canary(SENT + timedelta(hours=2, minutes=5))
    await watch.pass_(10)
    assert await watch.told() == [SILENT, BACK]
    assert await watch.told(LEADER) == []
    assert [one.kind for one in watch.office.hook.taken] == ["operations.chain_silent", "operations.chain_back"]


async def test_each_is_told_in_his_language_since_when_and_where_to_look(watch: Watch) -> None:
    await watch.canary(SENT)
    await watch.pass_(16)
    await watch.told()

    texts = {one.recipient: one.text for one in watch.office.mail.taken}
    assert all("2026-06-29 09:55" in text and "kurs_outbox_depth" in text for text in texts.values())
    assert "Look in this order" in texts[OWNER]
    assert "Sehen Sie der Reihe nach" in texts[OPERATIONS]


async def test_when_figures_still_arrive_intake_is_named(watch: Watch) -> None:
    await watch.canary(SENT)
    await watch.pass_(5)
    await watch.dead_man.arrived([], figures=True)
    await watch.pass_(11)

    assert await watch.told() == ["Kurshalter – kein Lebenszeichen von intake"]


async def test_canaries_in_time_are_no_reason_to_say_anything(watch: Watch) -> None:
    for n in range(20):
        await watch.canary(SENT + timedelta(minutes=14 * n))
        await watch.pass_(14)

    assert await watch.told() == []


async def test_where_intake_never_was_only_the_metrics_say_so(watch: Watch) -> None:
    await watch.pass_(600)

    assert await watch.told() == []
    assert await watch.figure("kurs_canary_timestamp_seconds") == 0
    assert math.isnan(await watch.figure("kurs_canary_seconds") or 0.0)


async def test_after_a_start_the_canaries_have_as_long_as_ever(watch: Watch) -> None:
    await watch.canary(SENT)
    watch.office.clock.pass_(days=3)
    watch.now += timedelta(days=3).total_seconds()
    watch.start_again()
    await watch.pass_(14)
    assert await watch.told() == []

    await watch.pass_(1)
    assert await watch.told() == [SILENT]


async def test_an_outage_is_told_once_however_often_monitoring_starts(watch: Watch) -> None:
    await watch.canary(SENT)
    for _ in range(3):
        await watch.pass_(16)
        watch.start_again()
    await watch.canary(SENT + timedelta(hours=1))

    assert sorted(await watch.told()) == sorted([SILENT, BACK])


async def test_two_replicas_tell_one_outage_once(watch: Watch, empty_database: str) -> None:
    replica = Watch(empty_database, *PEOPLE)
    await watch.canary(SENT)
    for _ in range(17):
        await watch.pass_(1)
        await replica.pass_(1)
    await replica.canary(SENT + timedelta(hours=1))
    await watch.canary(SENT + timedelta(hours=1))
    await replica.office.database.aclose()

    assert sorted(await watch.told()) == sorted([SILENT, BACK])


async def test_each_outage_is_told(watch: Watch) -> None:
    for n in range(2):
        await watch.canary(SENT + timedelta(hours=n))
        await watch.pass_(16)
    await watch.canary(SENT + timedelta(hours=3))

    assert sorted(await watch.told()) == sorted([SILENT, BACK] * 2)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-1), timedelta(days=31)])
async def test_a_clock_that_is_moved_is_no_silence_and_hides_none(watch: Watch, jump: timedelta) -> None:
    await watch.canary(SENT)
    await watch.pass_(5)
    watch.office.clock.pass_(seconds=jump.total_seconds())
    await watch.canary(SENT + timedelta(minutes=5) + jump)
    await watch.pass_(10)
    assert await watch.told() == []

    await watch.pass_(6)
    assert await watch.told() == [SILENT]


async def test_a_canary_that_comes_again_is_no_sign_of_life(watch: Watch) -> None:
    await watch.canary(SENT)
    await watch.pass_(10)
    await watch.canary(SENT)
    await watch.pass_(6)

    assert await watch.told() == [SILENT]
    assert await watch.figure("kurs_canary_seconds") == (START - SENT).total_seconds()
    assert await watch.figure("kurs_canary_timestamp_seconds") == SENT.timestamp()
    assert PATIENCE_S == 900
