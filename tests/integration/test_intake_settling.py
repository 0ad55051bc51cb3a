"""What becomes of an event after its acceptance, as callers can ask for it."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from shared.clock import day_of
from shared.events import EventsSettled, Verdict
from shared.settings import Settings
from shared.streams import ENTRIES, SETTLED
from shared.telemetry.naming import logged_as
from tests.support.intake_door import BATCH, TODAY, Door, prepared, problem, running
from tests.support.offered import Json, an_entry
from tests.support.redis_server import RedisServer
from tests.support.waiting import eventually

ABI = "urn:office:jc-abi"
LATER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def settings(redis_server: RedisServer, tmp_path: Path) -> Settings:
    """Return the settings of an intake with an empty journal."""
    return prepared(tmp_path, redis_server)


@pytest.fixture
async def door(settings: Settings) -> AsyncIterator[Door]:
    """Return a running intake that knows a plan."""
    async with running(settings) as opened:
        await opened.learn_the_plan()
        yield opened


def an_event(event_id: str, **data: Any) -> Json:
    return an_entry(envelope={"id": event_id}, **data)


async def state_of(door: Door, event_id: str) -> Json:
    answer = await door.get("/v1/events", source=ABI, id=event_id)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


async def is_in_state(door: Door, event_id: str, state: str) -> bool:
    return bool((await state_of(door, event_id))["state"] == state)


async def test_a_caller_can_follow_an_event_until_it_is_settled(door: Door, redis_server: RedisServer) -> None:
    redis_server.stop()
    names = ["plain ümläut & more", "late", "odd", "broken"]
    await door.post([an_event(name) for name in names], BATCH)
    first = await state_of(door, names[0])
    assert day_of(datetime.fromisoformat(first.pop("recordedtime"))) == TODAY
    assert first.pop("logged_as") == logged_as(ABI, names[0])
    assert first == {"source": ABI, "id": names[0], "sequence": 1, "type": "entry.started", "state": "accepted"}

    redis_server.start()
    await eventually(lambda: is_in_state(door, names[3], "published"))
    verdicts = [
        Verdict(sequence=2, result="superseded"),
        Verdict(sequence=3, result="conflict"),
        Verdict(sequence=4, result="set_aside", reason="unreadable"),
    ]
    await door.report(LATER, 4, *verdicts)

    await eventually(lambda: is_in_state(door, names[0], "applied"))
    found = [await state_of(door, name) for name in names[1:]]
    assert [(one["state"], one.get("reason")) for one in found] == [
        ("superseded", None),
        ("set_aside", "conflict"),
        ("set_aside", "unreadable"),
    ]
    figures = await door.metrics()
    assert (figures["kurs_journal_unsettled"], figures["kurs_journal_unsettled_seconds"]) == (0, 0)


async def test_an_office_cannot_tell_anothers_event_from_one_that_does_not_exist(door: Door) -> None:
    await door.post(an_event("1"))

    own = await door.get("/v1/events", office="JC-ABI", source=ABI, id="1")
    foreign = await door.get("/v1/events", office="JC-WB", source=ABI, id="1")
    unknown = await door.get("/v1/events", office="JC-WB", source=ABI, id="2")

    assert own.status_code == 200
    assert problem(foreign) == problem(unknown) == (404, "not-found")
    assert foreign.text == unknown.text
    assert problem(await door.get("/v1/events", rights=("emit",), source=ABI, id="1")) == (403, "forbidden")
    assert problem(await door.get("/v1/events", source=ABI)) == (422, "invalid-parameter")


async def test_the_journal_can_be_read_page_by_page_by_the_district(door: Door) -> None:
    await door.post([an_event(str(number)) for number in range(5)], BATCH)
    await eventually(lambda: door.holds(ENTRIES, 5))

    pages = [await door.get("/v1/journal", rights=("manage",), after=after, limit=2) for after in (0, 2, 4, 5)]

    assert [page.headers["kurs-journal-end"] for page in pages] == ["5"] * 4
    read = [json.loads(line) for page in pages for line in page.text.splitlines()]
    assert read == await door.messages(ENTRIES)
    assert [message["sequence"] for message in read] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("office", "rights", "query", "status"),
    [
        ("JC-ABI", ("manage",), {}, 403),
        (None, ("read", "emit"), {}, 403),
        (None, ("manage",), {"limit": 5_001}, 422),
        (None, ("manage",), {"after": -1}, 422),
    ],
)
async def test_the_journal_is_for_the_district_only(
    door: Door, office: str | None, rights: tuple[str, ...], query: Json, status: int
) -> None:
    assert (await door.get("/v1/journal", office=office, rights=rights, **query)).status_code == status


async def test_a_full_journal_refuses_and_keeps_nothing_until_redis_is_back(
    redis_server: RedisServer, tmp_path: Path
) -> None:
    async with running(prepared(tmp_path, redis_server, journal_limit=2)) as door:
        await door.learn_the_plan()
        redis_server.stop()
        known = an_event("1")
        assert (await door.post([known, an_event("2")], BATCH)).status_code == 202

        full = await door.post([an_event("3"), an_event("4")], BATCH)

        assert problem(full) == (503, "journal-full")
        assert int(full.headers["retry-after"]) > 0
        assert problem(await door.get("/v1/events", source=ABI, id="3")) == (404, "not-found")
        assert (await door.post(known)).json()["duplicates"] == 1
        redis_server.start()
        await eventually(lambda: door.holds(ENTRIES, 2))
        await eventually(lambda: accepted(door, an_event("3")))


async def accepted(door: Door, event: Json) -> bool:
    return (await door.post(event)).status_code == 202


async def test_what_redis_lost_is_published_again_but_not_what_is_settled(door: Door) -> None:
    await door.post([an_event(str(number)) for number in range(1, 4)], BATCH)
    await eventually(lambda: door.holds(ENTRIES, 3))
    await door.report(LATER, 2)
    await eventually(lambda: is_in_state(door, "2", "applied"))

    await door.redis.delete(ENTRIES.name)

    await eventually(lambda: door.holds(ENTRIES, 1))
    assert [message["sequence"] for message in await door.messages(ENTRIES)] == [3]


async def test_an_unreadable_report_is_passed_over(door: Door) -> None:
    await door.post(an_event("1"))
    await door.redis.xadd(SETTLED.name, {"__data__": b"no report at all"})
    await door.report(LATER, 1)

    await eventually(lambda: is_in_state(door, "1", "applied"))


async def test_the_age_of_what_is_unsettled_grows(door: Door) -> None:
    await door.post(an_event("1"))
    first = (await door.metrics())["kurs_journal_unsettled_seconds"]

    async def older() -> bool:
        await asyncio.sleep(0)
        return first < (await door.metrics())["kurs_journal_unsettled_seconds"] < 60

    await eventually(older)


async def test_the_openapi_document_says_what_is_answered(door: Door) -> None:
    await door.post(an_event("1"))
    paths = (await door.http.get("/openapi.json")).json()["paths"]

    assert set(paths["/v1/events"]) == {"get", "post"}
    schema = paths["/v1/events"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(await state_of(door, "1"), schema)
    assert "Kurs-Journal-End" in paths["/v1/journal"]["get"]["responses"]["200"]["headers"]


async def test_a_report_that_is_read_and_not_done_with_is_on_its_way(door: Door) -> None:
    report = EventsSettled(upto=0, at=LATER, verdicts=[])
    async with door.redis.pipeline(transaction=True) as at_once:
        at_once.xadd(SETTLED.name, {"__data__": report.model_dump_json()})
        at_once.xreadgroup("intake", "a replica that is gone", {SETTLED.name: ">"})
        await at_once.execute()

    async def is_on_its_way() -> bool:
        health = (await door.http.get("/health/ready")).json()
        return bool(health["backlog"] == {"unread": 1, "unpublished": 0, "unsettled": 0})

    await eventually(is_on_its_way)
