"""Intake as a whole: from HTTP through the journal to the streams of a real Redis."""

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from cloudevents.core.bindings.http import to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from structlog.testing import capture_logs

from services.intake.routes import MAX_OF_ONE_KEY
from shared.clock import day_of
from shared.events import EntryAccepted
from shared.settings import Settings
from shared.streams import CUSTOMERS, ENTRIES, PLANS, VOUCHERS
from tests.support.intake_door import BATCH, LINES, STRUCTURED, TODAY, Door, lines, prepared, problem, running
from tests.support.offered import OFFICES, Json, a_customer, a_voucher, an_entry, without
from tests.support.redis_server import RedisServer
from tests.support.waiting import eventually

DIRTY = Path(__file__).parents[1] / "data" / "dirty.ndjson"


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


async def test_without_a_plan_nothing_can_be_judged_and_the_caller_is_asked_to_come_again(settings: Settings) -> None:
    async with running(settings) as door:
        response = await door.post(an_entry())

        assert problem(response) == (503, "no-plan")
        assert int(response.headers["retry-after"]) > 0


async def test_one_event_is_accepted_and_arrives_on_its_stream(door: Door) -> None:
    event = an_entry(entry_id=" T-2026-7 ", measure="047/8132/26")

    response = await door.post(event)

    assert (response.status_code, response.json()) == (202, {"accepted": 1, "duplicates": 0, "refused": []})
    await eventually(lambda: door.holds(ENTRIES, 1))
    (message,) = await door.messages(ENTRIES)
    accepted = EntryAccepted.model_validate(message)
    assert (accepted.sequence, accepted.id, accepted.source) == (1, event["id"], event["source"])
    assert accepted.time == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert day_of(accepted.recordedtime) == TODAY
    assert message["data"] == {**event["data"], "entry_id": "T-2026-7"}


async def test_a_batch_and_lines_are_taken_and_each_kind_goes_to_its_stream(door: Door) -> None:
    batch = await door.post([an_entry(), a_voucher()], BATCH)
    some = await door.post(lines(a_customer(), a_customer()) + b"\n\n", f"{LINES}; charset=utf-8")

    assert (batch.json()["accepted"], some.json()["accepted"]) == (2, 2)
    await eventually(lambda: door.holds(ENTRIES, 1))
    await eventually(lambda: door.holds(VOUCHERS, 1))
    await eventually(lambda: door.holds(CUSTOMERS, 2))
    sequences = [
        message["sequence"] for name in (ENTRIES, VOUCHERS, CUSTOMERS) for message in await door.messages(name)
    ]
    assert sorted(sequences) == [1, 2, 3, 4]


async def test_the_official_sdk_is_understood_in_both_of_its_modes(door: Door) -> None:
    event = an_entry(envelope={"id": "with blank, 100 % and ümläut 😀"})
    attributes = without(event, "data") | {
        "time": datetime.fromisoformat(event["time"]),
        "datacontenttype": "application/json",
        "subject": "T-2026-1",
    }
    for number, convert in enumerate((to_structured, to_binary)):
        message = convert(CloudEvent(dict(attributes), event["data"]), JSONFormat())
        body = message.body if isinstance(message.body, bytes) else str(message.body).encode()
        response = await door.post(body, message.headers.get("content-type", ""), headers=message.headers)

        assert response.status_code == 202, response.text
        assert response.json() == {"accepted": 1 - number, "duplicates": number, "refused": []}

    await eventually(lambda: door.holds(ENTRIES, 1))
    assert (await door.messages(ENTRIES))[0]["id"] == event["id"]


BREAKS = {
    "missing field": "missing-field",
    "bad date": "invalid-date",
    "customer number": "personal-identifier",
    "unknown office": "unknown-office",
    "bad occupation": "invalid-value",
    "unknown field with a name": "unknown-field",
    "status disagrees with type": "status-mismatch",
    "revision zero": "invalid-value",
    "wrong specversion": "unsupported-specversion",
    "unknown type": "unknown-type",
    "unknown sector": "unknown-sector",
    "end before start": "inconsistent-dates",
    "id missing": "missing-field",
    "employed as text": "invalid-value",
}


async def test_whatever_is_dirty_is_refused_for_its_reason_and_never_repeated(
    door: Door, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    dirty = [json.loads(line) for line in DIRTY.read_text().splitlines()]

    with capture_logs() as logs:
        alone = [await door.post(line["event"]) for line in dirty]
        together = await door.post(lines(*(line["event"] for line in dirty)), LINES)

    expected = [BREAKS[line["breaks"]] for line in dirty]
    assert [problem(response) for response in alone] == [(422, name) for name in expected]
    assert problem(together) == (422, "nothing-accepted")
    refused = together.json()["refused"]
    assert [refusal["type"] for refusal in refused] == [f"urn:kurs:problem:{name}" for name in expected]
    assert [(refusal["index"], refusal["id"]) for refusal in refused] == [
        (index, line["event"].get("id")) for index, line in enumerate(dirty)
    ]
    output = "".join(capfd.readouterr())
    told = f"{logs} {caplog.text} {output}"
    assert "missing-field" in told
    answered = "".join(response.text for response in [*alone, together])
    for line in dirty:
        event = line["event"]
        for value in telling(event["data"]) | {event["subject"]}:
            assert value not in told
            assert value not in answered
        assert event.get("id", "none sent") not in told
    assert await door.messages(ENTRIES) == []


def telling(data: Json) -> set[str]:
    """Return the values that only this event has: no codes of the contract."""
    names = {"entry_id", "customer", "customer_name", "measure", "start_date", "planned_end_date"}
    return {data[name] for name in names & data.keys()} | {"vielleicht", "astrology", "JC-NOWHERE", "9X1", "exploded"}


async def test_the_same_event_again_is_a_duplicate_and_the_first_time_of_recording_stays(door: Door) -> None:
    event = an_entry()
    rights = ("emit", "backfill")
    first = event | {"recordedtime": "2026-03-03T08:00:00Z"}
    again = event | {"recordedtime": "2026-04-04T08:00:00Z", "subject": "something else"}

    await door.post(first, rights=rights)
    response = await door.post([again, again], BATCH, rights=rights)

    assert (response.status_code, response.json()) == (202, {"accepted": 0, "duplicates": 2, "refused": []})
    await eventually(lambda: door.holds(ENTRIES, 1))
    assert (await door.messages(ENTRIES))[0]["recordedtime"] == "2026-03-03T08:00:00Z"


async def test_an_id_that_is_reused_for_other_data_is_a_conflict(door: Door) -> None:
    event = an_entry()
    other = event | {"data": event["data"] | {"revision": 2}}
    await door.post(event)

    alone = await door.post(other)
    together = await door.post(lines(event, other), LINES)

    assert problem(alone) == (409, "id-reused")
    assert [refusal["pointer"] for refusal in alone.json()["refused"]] == ["/id"]
    assert together.status_code == 202
    (refusal,) = together.json()["refused"]
    assert (refusal["index"], refusal["id"], refusal["type"]) == (1, event["id"], "urn:kurs:problem:id-reused")


async def test_a_dry_run_judges_and_takes_nothing(door: Door) -> None:
    known, new = an_entry(), an_entry()
    await door.post(known)
    before = await door.metrics()

    answers = [await door.post(lines(known, new, an_entry(revision=0)), LINES, query="?dry_run=true") for _ in range(2)]

    for answer in answers:
        assert answer.status_code == 202
        body = answer.json()
        assert (body["accepted"], body["duplicates"], len(body["refused"]), body["dry_run"]) == (1, 1, 1, True)
    changed = await door.post(known | {"data": new["data"] | {"revision": 2}}, query="?dry_run=true")
    assert problem(changed) == (409, "id-reused")
    counters = {name for name in before if name.startswith("kurs_events_total")}
    assert {name: before[name] for name in counters} == {
        name: value for name, value in (await door.metrics()).items() if name.startswith("kurs_events_total")
    }


async def test_only_keys_with_the_right_to_emit_may_send(door: Door) -> None:
    nobody = await door.http.post("/v1/events", content=b"{}", headers={"Content-Type": STRUCTURED})
    reader = await door.post(an_entry(), rights=("read", "manage"))

    assert problem(nobody) == (401, "unauthorized")
    assert problem(reader) == (403, "forbidden")


async def test_an_office_sends_for_itself_only(door: Door) -> None:
    own, foreign = an_entry(office="JC-WB"), an_entry(office="JC-ABI")

    alone = await door.post(foreign, office="JC-WB")
    together = await door.post(lines(foreign, own), LINES, office="JC-WB")

    assert problem(alone) == (403, "foreign-office")
    assert alone.json()["accepted"] == 0
    assert together.status_code == 202
    assert [refusal["index"] for refusal in together.json()["refused"]] == [0]


async def test_only_a_backfill_key_says_when_something_became_known(door: Door) -> None:
    await door.post(an_entry(envelope={"recordedtime": "2026-03-03T08:00:00Z"}))

    await eventually(lambda: door.holds(ENTRIES, 1))
    assert (await door.messages(ENTRIES))[0]["recordedtime"].startswith("2026-12-")


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"", STRUCTURED, (400, "malformed")),
        (b" \n", LINES, (400, "malformed")),
        (b"[]", BATCH, (400, "malformed")),
        (b"[]", STRUCTURED, (400, "malformed")),
        (b"{}", BATCH, (400, "malformed")),
        (b"\xff\xfe\x00", LINES, (400, "malformed")),
        (b'{"id": NaN}', STRUCTURED, (400, "malformed")),
        (b'{"id": "1", "id": "2"}', STRUCTURED, (400, "malformed")),
        (rb'{"id": "\ud800"}', STRUCTURED, (400, "malformed")),
        (b"[" * 500_000, BATCH, (400, "malformed")),
        (b'{"data":' * 100_000, STRUCTURED, (400, "malformed")),
        (b"9" * 900_000, STRUCTURED, (400, "malformed")),
        (b"{}", STRUCTURED, (422, "missing-field")),
        (b'{"id": "\\u0000"}', STRUCTURED, (422, "missing-field")),
        (b"{}\n" * 2_001, LINES, (413, "too-large")),
        (b" " * 1_000_001, STRUCTURED, (413, "too-large")),
        (b"{}", "application/json", (415, "unsupported-media-type")),
        (b"{}", "text/plain", (415, "unsupported-media-type")),
        (b"{}", f"{STRUCTURED}; charset=latin-1", (415, "unsupported-media-type")),
    ],
)
async def test_a_body_that_cannot_be_taken_gets_a_problem_that_says_why(
    door: Door, body: bytes, content_type: str, expected: tuple[int, str]
) -> None:
    response = await door.post(body, content_type)

    assert problem(response) == expected
    assert response.json()["detail"]


async def test_too_many_requests_at_once_are_asked_to_come_again(door: Door) -> None:
    event = an_entry()
    inside = asyncio.Semaphore(0)
    finish = asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        inside.release()
        await finish.wait()
        yield json.dumps(event).encode()

    held = [asyncio.create_task(door.post(slowly())) for _ in range(MAX_OF_ONE_KEY)]
    for _ in held:
        await inside.acquire()

    response = await door.post(event)
    assert problem(response) == (429, "too-many-requests")
    assert response.headers["retry-after"] == "1"
    finish.set()
    assert {answer.status_code for answer in await asyncio.gather(*held)} == {202}
    assert (await door.post(event)).json()["duplicates"] == 1


async def test_events_are_taken_while_redis_is_away_and_published_when_it_is_back(
    door: Door, redis_server: RedisServer
) -> None:
    redis_server.stop()
    assert (await door.post([an_entry(), an_entry()], BATCH)).json()["accepted"] == 2

    ready = await door.http.get("/health/ready")
    assert (ready.status_code, ready.json()["checks"]) == (503, {"database": "ok", "streams": "redis-away"})
    assert (await door.metrics())["kurs_journal_unsettled"] == 2

    redis_server.start()
    await eventually(lambda: door.holds(ENTRIES, 2))


async def test_what_was_not_published_before_a_stop_is_published_after_the_next_start(
    settings: Settings, redis_server: RedisServer
) -> None:
    async with running(settings) as door:
        await door.learn_the_plan()
        redis_server.stop()
        await door.post(an_entry())
    redis_server.start()

    async with running(settings) as door:
        await eventually(lambda: door.holds(ENTRIES, 1))
        assert await door.knows_a_plan()


async def test_when_the_journal_cannot_be_written_nothing_is_promised(door: Door) -> None:
    file = Path(door.settings.database("intake").removeprefix("sqlite:///"))
    await asyncio.to_thread(rename_table, file, "accepted", "elsewhere")

    response = await door.post(an_entry())

    assert problem(response) == (503, "journal-away")
    assert int(response.headers["retry-after"]) > 0
    await asyncio.to_thread(rename_table, file, "elsewhere", "accepted")
    assert (await door.post(an_entry())).status_code == 202


def rename_table(file: Path, old: str, new: str) -> None:
    with closing(sqlite3.connect(file)) as journal, journal:
        journal.execute(f"ALTER TABLE {old} RENAME TO {new}")


async def test_a_new_version_of_the_plan_is_known_at_once(door: Door) -> None:
    event = an_entry(office="JC-NEW")
    assert problem(await door.post(event)) == (422, "unknown-office")

    await door.redis.xadd(PLANS.name, {"__data__": b"no plan at all"})
    await door.publish_plan(version=2, offices=OFFICES | {"JC-NEW": "Neu"})

    async def accepted() -> bool:
        return (await door.post(event, query="?dry_run=1")).status_code == 202

    await eventually(accepted)


async def test_metrics_say_what_became_of_the_events_of_each_stream(door: Door) -> None:
    good = an_entry()
    events = [good, good, a_voucher(), an_entry(revision=0), an_entry("entry.exploded"), {}]
    await door.post(lines(*events), LINES)
    await eventually(lambda: door.holds(ENTRIES, 1))

    async def published() -> bool:
        return (await door.metrics())["kurs_outbox_depth"] == 0

    await eventually(published)
    figures = await door.metrics()
    assert {name: value for name, value in figures.items() if name.startswith("kurs_events_total")} == {
        'kurs_events_total{result="accepted",stream="kurs.entries"}': 1,
        'kurs_events_total{result="duplicate",stream="kurs.entries"}': 1,
        'kurs_events_total{result="refused",stream="kurs.entries"}': 1,
        'kurs_events_total{result="accepted",stream="kurs.vouchers"}': 1,
        'kurs_events_total{result="refused",stream="none"}': 2,
    }
    assert figures["kurs_journal_unsettled"] == 2
    assert figures["kurs_plans_known"] == 1
    assert figures['kurs_stream_lag{group="intake",stream="kurs.plans"}'] == 0
    ready = await door.http.get("/health/ready")
    assert ready.json() == {
        "ready": True,
        "checks": {"database": "ok", "streams": "ok"},
        "backlog": {"unread": 0, "unpublished": 0, "unsettled": 2},
    }


async def test_the_openapi_document_says_what_is_taken_and_what_is_answered(door: Door) -> None:
    document = (await door.http.get("/openapi.json")).json()
    post = document["paths"]["/v1/events"]["post"]
    bodies = {name: content["schema"] for name, content in post["requestBody"]["content"].items()}
    responses = {status: next(iter(answer["content"].values())) for status, answer in post["responses"].items()}

    for event in (an_entry(), a_voucher(), a_customer()):
        jsonschema.validate(event, bodies[STRUCTURED])
        jsonschema.validate([event], bodies[BATCH])
        jsonschema.validate(event["data"], bodies["application/json"])
    dirty = [json.loads(line)["event"] for line in DIRTY.read_text().splitlines()]
    assert sum(not jsonschema.Draft202012Validator(bodies[STRUCTURED]).is_valid(event) for event in dirty) >= 9
    partly = await door.post(lines(an_entry(), {}), LINES)
    jsonschema.validate(partly.json(), responses["202"]["schema"])
    jsonschema.validate((await door.post({})).json(), responses["422"]["schema"])
    assert {"400", "401", "403", "408", "409", "413", "415", "429", "503"} <= set(responses)
