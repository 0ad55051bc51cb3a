"""Telling people, on real databases: nothing is lost, nothing without end, and one telling has one id."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from services.monitoring.domain.alerts import Severity, Turn
from services.monitoring.domain.retries import OFF_AFTER
from services.monitoring.notify.message import Gone, NeverTaken, NotTaken
from services.monitoring.storage import outgoing
from shared.events import Person
from tests.support.telling import HOOK, LEADER, OPERATIONS, TEAM, Office, change, several

PEOPLE = (
    Person(name="Leitung", mail=LEADER, series=("entries", "employees")),
    Person(name="Team", mail=TEAM, webhook=HOOK, sectors=("health",), language="en"),
    Person(name="Betrieb", mail=OPERATIONS, operations=True),
)


@pytest.fixture
async def office(empty_database: str) -> AsyncIterator[Office]:
    office = Office(empty_database, *PEOPLE)
    await office.open()
    yield office
    await office.database.aclose()


async def test_who_is_concerned_is_told_once(office: Office) -> None:
    await office.tell(change())
    await office.tell(change())
    await office.send()
    await office.send()

    assert [one.recipient for one in office.mail.taken] == [LEADER]
    assert await office.states() == ["sent"]


async def test_a_person_with_two_channels_is_told_over_both_in_their_language(office: Office) -> None:
    await office.tell(change(series="sector/health"))
    await office.send()

    assert [one.recipient for one in office.mail.taken] == [TEAM]
    assert [one.recipient for one in office.hook.taken] == [HOOK]
    assert office.mail.taken[0].subject.startswith("Warning – ")


async def test_two_senders_do_not_send_the_same(office: Office) -> None:
    other = office.another_sender()
    await office.tell(*several(20))
    batches = await asyncio.gather(office.sender.take(), other.take())

    ids = [one.id for batch in batches for ones in batch for one in ones]
    assert len(ids) == len(set(ids)) == 20


async def test_senders_beside_each_other_send_everything_once(empty_database: str) -> None:
    people = [Person(name=f"P{n}", mail=f"p{n}@example.org", series=("*",)) for n in range(20)]
    office = Office(empty_database, *people)
    await office.open()
    async with AsyncExitStack() as stack:
        for sender in (office.another_sender() for _ in range(3)):
            await stack.enter_async_context(sender.running())
        for one in several(20):
            await office.tell(one)
        await _until(lambda: len(office.mail.tried) >= 400)

    assert len(set(office.mail.tried)) == len(office.mail.tried) == 400
    await office.database.aclose()


async def test_what_a_dead_sender_had_taken_is_sent_by_another_one_with_the_same_id(office: Office) -> None:
    await office.tell(change())
    [[taken]] = await office.sender.take()
    other = office.sender = office.another_sender()
    assert await other.take() == []

    office.clock.pass_(minutes=4)
    await office.send()
    assert [one.id for one in office.mail.taken] == [taken.id]


async def test_a_failure_is_tried_again_on_schedule_and_not_without_end(office: Office) -> None:
    office.mail.refusal = NotTaken("smtp-451")
    await office.tell(change())
    await office.send()
    for delay in (5, 300, 1_800, 7_200, 18_000, 36_000, 36_000):
        tried = office.mail.tried.copy()
        office.clock.pass_(seconds=delay - 1)
        await office.send()
        assert office.mail.tried == tried
        office.clock.pass_(seconds=1)
        await office.send()
        assert office.mail.tried[: len(tried) + 1] == [*tried, tried[0]]
    given_up = office.mail.tried[0]
    office.mail.tried.clear()
    office.clock.pass_(days=3)
    await office.send()

    assert given_up not in office.mail.tried
    assert "failed" in await office.states()


async def test_news_of_an_alert_wait_for_the_earlier_ones(office: Office) -> None:
    office.mail.refusal = NotTaken("away")
    await office.tell(change())
    await office.send()
    office.mail.refusal = None
    resolved = change(Turn.RESOLVED)
    await office.tell(resolved, change(series="employees"), first=change())
    await office.send()
    assert [one.subject for one in office.mail.taken] == ["Warnung – Beschäftigte: 57 zu wenig"]

    for _ in range(2):
        office.clock.pass_(seconds=6)
        await office.send()
    raised, done = office.mail.taken[1:]
    assert (raised.subject, done.subject) == (
        "Warnung – Eintritte SGB III: 57 zu wenig",
        "Behoben – Eintritte SGB III (Warnung vom 26.06.2026)",
    )
    assert (raised.thread, done.thread) == (raised.id, raised.id)


async def test_a_mail_that_is_refused_for_good_is_left_to_the_other_channel_and_operations_hears_of_it(
    office: Office,
) -> None:
    office.mail.refusal = NeverTaken("smtp-550")
    await office.tell(change(series="sector/health"))
    await office.send()
    office.mail.refusal = None
    office.clock.pass_(seconds=1)
    await office.send()

    assert [one.recipient for one in office.hook.taken] == [HOOK]
    assert await office.states() == ["failed", "failed", "sent"]


async def test_a_webhook_that_is_gone_makes_the_weekly_line_a_mail_now(empty_database: str) -> None:
    team = Person(name="Team", mail=TEAM, webhook=HOOK, series=("*",), digest="weekly")
    office = Office(empty_database, team, PEOPLE[2])
    await office.open()
    office.hook.refusal = Gone("http-410")
    await office.tell(change())
    await office.send()

    assert {one.recipient for one in office.mail.taken} == {TEAM, OPERATIONS}
    told = next(one for one in office.mail.taken if "switched_off" in one.kind)
    assert "http-410" in told.text
    assert HOOK not in told.text

    await office.tell(change(Turn.ROSE, severity=Severity.CRITICAL))
    tried = len(office.hook.tried)
    await office.send()
    assert len(office.hook.tried) == tried
    await office.database.aclose()


async def test_an_address_that_fails_for_five_days_is_switched_off(office: Office) -> None:
    office.hook.refusal = NotTaken("http-500")
    for day in range(8):
        await office.tell(change(series="sector/health", day=change().day + timedelta(days=day)))
        await office.send()
        office.clock.pass_(hours=19)
    tried = len(office.hook.tried)
    assert timedelta(hours=19 * 8) > OFF_AFTER
    await office.tell(change(Turn.RESOLVED, series="sector/health"))
    await office.send()

    assert len(office.hook.tried) == tried
    assert "operations.switched_off" in [one.kind for one in office.mail.taken]


async def test_what_is_replayed_is_sent_again_with_the_same_id_over_an_address_that_is_on_again(
    office: Office,
) -> None:
    office.hook.refusal = Gone("http-410")
    await office.tell(change(series="sector/health"))
    await office.send()
    office.hook.refusal = None
    ids = await office.database.read(outgoing.of_failed, office.clock())
    assert await office.database.write(outgoing.replay, ids, office.clock()) == 1
    await office.send()

    assert [one.id for one in office.hook.taken] == list(ids) == office.hook.tried[:1]
    assert "failed" not in await office.states()


async def test_what_waits_for_another_attempt_ages_and_can_be_sent_at_once(office: Office) -> None:
    office.mail.refusal = NotTaken("ConnectionRefusedError")
    await office.tell(change())
    await office.send()
    office.clock.pass_(seconds=10)
    await office.send()
    office.clock.pass_(seconds=200)
    assert await office.database.read(outgoing.oldest_due, office.clock()) == 210

    office.mail.refusal = None
    await office.send()
    assert not office.mail.taken
    ids = await office.database.read(outgoing.of_failed, office.clock())
    assert await office.database.write(outgoing.replay, ids, office.clock()) == 1
    await office.send()
    assert await office.states() == ["sent"]
    assert await office.database.read(outgoing.oldest_due, office.clock()) == 0


async def test_a_storm_becomes_one_message_and_none_is_lost_in_it(office: Office) -> None:
    await office.tell(*several(10_000))
    await office.send()
    storm = several(10_100)[10_000:]
    for first in range(0, 100, 20):
        await office.tell(*storm[first : first + 20])
        office.clock.pass_(seconds=20)
        await office.send()

    to_leader = [one for one in office.mail.taken if one.recipient == LEADER]
    assert len(to_leader) == 1
    assert to_leader[0].text.count("\n* ") == 10_000

    office.clock.pass_(minutes=5)
    await office.send()
    to_leader = [one for one in office.mail.taken if one.recipient == LEADER]
    assert [one.text.count("\n* ") for one in to_leader] == [10_000, 100]
    assert [one.subject for one in office.mail.taken if one.recipient == OPERATIONS] == [
        "Kurshalter – Meldungssturm"
    ] * 2
    assert (await office.states()).count("grouped") == 10_100


async def test_fifty_in_five_minutes_are_no_storm(office: Office) -> None:
    await office.tell(*several(50))
    await office.send()

    assert len(office.mail.taken) == 50


async def test_a_digest_is_one_mail_in_the_morning_and_is_tried_again_as_the_same(empty_database: str) -> None:
    daily = Person(name="Leitung", mail=LEADER, series=("*",), digest="daily")
    office = Office(empty_database, daily)
    await office.open()
    await office.tell(change(), change(series="employees"), change(series="sector/it", severity=Severity.CRITICAL))
    await office.send()
    assert [one.subject for one in office.mail.taken] == [
        "Kritisch – Informatik sowie IT-Sicherheit (insb. KI, Social Media): 57 zu wenig"
    ]

    office.clock.pass_(hours=24)
    office.mail.refusal = NotTaken("away")
    await office.send()
    office.mail.refusal = None
    await office.tell(change(series="sector/health"))
    office.clock.pass_(seconds=10)
    await office.send()
    digest = office.mail.taken[-1]
    assert digest.subject == "2 Meldungen, zuerst: Warnung – Eintritte SGB III: 57 zu wenig"
    assert office.mail.tried[-2:] == [digest.id, digest.id]
    await office.database.aclose()


async def test_one_message_for_the_morning_needs_no_digest(empty_database: str) -> None:
    office = Office(empty_database, Person(name="Leitung", mail=LEADER, series=("*",), digest="weekly"))
    await office.open()
    await office.tell(change())
    await office.send()
    office.clock.pass_(days=7)
    await office.send()

    assert [one.subject for one in office.mail.taken] == ["Warnung – Eintritte SGB III: 57 zu wenig"]
    await office.database.aclose()


async def test_a_recipient_who_cannot_be_told_delays_nobody(office: Office) -> None:
    office.hook.refusal = NotTaken("http-500")
    await office.tell(change(series="sector/health"), change())
    await office.send()

    assert {one.recipient for one in office.mail.taken} == {LEADER, TEAM}


async def test_a_recipient_who_never_answers_delays_nobody(office: Office) -> None:
    office.hook.hangs = True
    await office.tell(change(series="sector/health"))
    async with office.sender.running():
        await _until(lambda: bool(office.hook.tried))
        await office.tell(change(), change(series="employees"))
        office.sender.wake()
        await _until(lambda: len(office.mail.taken) == 3)

    assert office.hook.taken == []


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.02)


async def test_that_operations_cannot_be_told_is_not_told_to_operations(office: Office) -> None:
    office.mail.refusal = NeverTaken("smtp-550")
    await office.tell(change())
    for _ in range(5):
        await office.send()
        office.clock.pass_(minutes=1)

    assert await office.states() == ["failed", "failed"]


async def test_what_nobody_foresaw_is_tried_again_and_given_up_in_the_end(office: Office) -> None:
    office.mail.refusal = KeyError("surprise")
    await office.tell(change())
    for _ in range(20):
        await office.send()
        office.clock.pass_(hours=13)

    assert "failed" in await office.states()
