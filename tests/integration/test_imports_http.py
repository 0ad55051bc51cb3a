"""Monthly files and refusals over HTTP, as offices' systems and managers meet them."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest
from structlog.testing import capture_logs

from shared.events import EntryAccepted
from shared.settings import Settings
from shared.streams import ENTRIES
from tests.support.filing import FED_BY_FILES, a_file, a_line
from tests.support.intake_door import LINES, Door, lines, prepared, problem, running
from tests.support.offered import a_customer, a_voucher, an_entry
from tests.support.redis_server import RedisServer
from tests.support.waiting import eventually

MANY = [a_line(f"T-{n}") for n in range(1, 21)]
CLERK = ("emit", "backfill")


@pytest.fixture
def settings(redis_server: RedisServer, tmp_path: Path) -> Settings:
    return prepared(tmp_path, redis_server)


@pytest.fixture
async def door(settings: Settings) -> AsyncIterator[Door]:
    """Return a running intake that knows a plan in which one office sends files."""
    async with running(settings) as opened:
        await opened.publish_plan(fed_by_files=[FED_BY_FILES])
        await eventually(lambda: knows_a_plan(opened))
        yield opened


async def knows_a_plan(door: Door) -> bool:
    return (await door.post(a_voucher(), query="?dry_run=true")).status_code != 503


async def send(
    door: Door,
    content: Any,
    *,
    office: str | None = FED_BY_FILES,
    rights: tuple[str, ...] = CLERK,
    content_type: str = "text/csv",
    **query: str,
) -> httpx2.Response:
    asked = {"office": FED_BY_FILES, "month": "2026-01", **query}
    headers = door.key(office, rights) | {"Content-Type": content_type}
    return await door.http.post("/v1/imports", params=asked, content=content, headers=headers)


async def test_a_file_is_taken_and_its_events_arrive_on_their_stream(door: Door) -> None:
    response = await send(door, a_file(*MANY), known="2026-01-31")

    assert response.status_code == 202
    assert response.json() == {
        "office": "JC-ABI",
        "month": "2026-01",
        "known": "2026-01-31T22:59:59.999999Z",
        "lines": 20,
        "new": 20,
        "changed": 0,
        "gone": 0,
        "back": 0,
        "unchanged": 0,
        "kept": 0,
        "refused": 0,
        "known_entries": 0,
        "kept_entries": [],
        "refusals": [],
        "refusals_not_listed": 0,
    }
    await eventually(lambda: door.holds(ENTRIES, 20))
    events = [EntryAccepted.model_validate(message) for message in await door.messages(ENTRIES)]
    assert {(event.source, event.type, event.data.revision) for event in events} == {
        ("urn:office:jc-abi", "entry.started", 1)
    }
    asked = await door.get("/v1/events", office="JC-ABI", source="urn:office:jc-abi", id="file:jc-abi:T-1:1")
    assert asked.json()["state"] == "published"
    assert (await door.metrics())['kurs_events_total{result="accepted",stream="kurs.entries"}'] == 20

    again = (await send(door, a_file(*MANY))).json()
    assert (again["new"], again["unchanged"]) == (0, 20)


async def test_good_lines_are_taken_and_each_fault_is_told_with_line_column_and_reason(door: Door) -> None:
    response = await send(door, a_file(*MANY, a_line("T-99", Kunde="123A456789", Beginn="soon")))

    told = response.json()
    assert (response.status_code, told["new"], told["refused"]) == (202, 20, 1)
    assert [(fault["line"], fault["column"], fault["type"]) for fault in told["refusals"]] == [
        (22, "Beginn", "urn:kurs:problem:invalid-date"),
        (22, "Kunde", "urn:kurs:problem:personal-identifier"),
    ]
    assert "123A456789" not in response.text


async def test_nothing_of_a_refused_line_is_logged(door: Door) -> None:
    with capture_logs() as logs:
        await send(door, a_file(*MANY, a_line("T-99", Kunde="123A456789")))
        await send(door, a_file(a_line(Kunde="123A456789")))

    assert any(entry["event"] == "file.taken" for entry in logs)
    assert "123A456789" not in str(logs)
    assert MANY[0]["Kunde"] not in str(logs)


async def test_a_file_that_cancels_too_much_is_held_back_with_figures_and_the_way_out(door: Door) -> None:
    await send(door, a_file(*MANY))

    held = await send(door, a_file(*MANY[3:]), month="2026-02")

    assert problem(held) == (409, "held-back")
    assert held.json()["reasons"] == ["cancels-many"]
    assert (held.json()["gone"], held.json()["known_entries"]) == (3, 20)
    assert "3 of 20" in held.json()["detail"]
    assert "confirm=true" in held.json()["detail"]
    confirmed = await send(door, a_file(*MANY[3:]), month="2026-02", confirm="true")
    assert (confirmed.status_code, confirmed.json()["gone"]) == (202, 3)
    assert problem(await send(door, b"")) == (409, "held-back")
    assert problem(await send(door, a_file(*MANY))) == (409, "held-back")


async def test_a_dry_run_names_the_entries_and_keeps_nothing(door: Door) -> None:
    await send(door, a_file(*MANY))

    tried = await send(door, a_file(*MANY[3:], a_line("T-77")), month="2026-02", dry_run="true")

    assert tried.status_code == 202
    assert tried.json()["entries"] == {"new": ["T-77"], "changed": [], "gone": ["T-1", "T-2", "T-3"], "back": []}
    assert (tried.json()["dry_run"], tried.json()["held_back"]) == (True, ["cancels-many"])
    receipts = (await door.get("/v1/imports", office="JC-ABI")).json()
    assert [(receipt["number"], receipt["month"], receipt["new"]) for receipt in receipts] == [(1, "2026-01", 20)]


async def test_an_office_is_fed_by_files_or_by_events(door: Door) -> None:
    single = await door.post(an_entry())
    batch = await door.post(lines(an_entry(), a_customer(), a_voucher(), an_entry(office="JC-WB")), LINES)
    headers = door.key(None, CLERK)
    file = await door.http.post("/v1/imports?office=JC-WB&month=2026-01", content=a_file(*MANY), headers=headers)

    assert problem(single) == (409, "fed-by-files")
    assert batch.json()["accepted"] == 3
    assert [refusal["type"] for refusal in batch.json()["refused"]] == ["urn:kurs:problem:fed-by-files"]
    assert problem(file) == (409, "fed-by-events")


async def test_who_may_send_what(door: Door) -> None:
    file = a_file(*MANY)

    assert problem(await send(door, file, office="JC-WB")) == (403, "foreign-office")
    assert problem(await send(door, file, rights=("read",))) == (403, "forbidden")
    assert problem(await send(door, file, rights=("emit",), known="2026-01-31")) == (403, "forbidden")
    assert (await send(door, file, rights=("emit",), dry_run="true")).status_code == 202
    assert (await send(door, file, office=None)).status_code == 202
    nobody = await door.http.post("/v1/imports?office=JC-ABI&month=2026-01", content=file)
    assert problem(nobody) == (401, "unauthorized")
    assert problem(await door.get("/v1/imports", office="JC-WB", rights=("emit",))) == (403, "forbidden")


@pytest.mark.parametrize(
    ("query", "status", "name"),
    [
        ({"month": "2026-13"}, 422, "invalid-parameter"),
        ({"month": "2027-01"}, 422, "from-the-future"),
        ({"known": "yesterday"}, 422, "invalid-parameter"),
        ({"known": "2026-02-30"}, 422, "invalid-parameter"),
        ({"known": "2027-03-01"}, 422, "from-the-future"),
        ({"known": "2025-12-31"}, 422, "from-the-future"),
    ],
)
async def test_what_is_wrong_with_a_request_is_said(door: Door, query: dict[str, Any], status: int, name: str) -> None:
    assert problem(await send(door, a_file(*MANY), **query)) == (status, name)


async def test_what_is_wrong_with_a_whole_file_is_said(door: Door) -> None:
    wrong = await send(door, b"Teilnahme-ID;Kunde;Max Muster\r\n")

    assert problem(wrong) == (422, "headings")
    assert "missing: Dienststelle" in wrong.json()["detail"]
    assert "unknown in column: 3" in wrong.json()["detail"]
    assert "Muster" not in wrong.text
    assert problem(await send(door, a_file() + b"\x81")) == (422, "malformed")
    assert problem(await send(door, a_file(a_line(Beginn="soon")))) == (422, "nothing-accepted")
    assert problem(await send(door, b"{}", content_type="application/json")) == (415, "unsupported-media-type")
    assert problem(await send(door, b"x" * 50_000_001)) == (413, "too-large")
    assert problem(await send(door, a_file() + b"x\n" * 200_001)) == (413, "too-large")


async def test_without_a_plan_the_caller_is_asked_to_come_again(settings: Settings) -> None:
    async with running(settings) as door:
        assert problem(await send(door, a_file(*MANY))) == (503, "no-plan")


async def test_events_pass_while_a_large_file_is_read(door: Door) -> None:
    large = a_file(*(a_line(f"T-{n}") for n in range(5_000)))

    file = asyncio.create_task(send(door, large))
    passed = 0
    while not file.done():
        assert (await door.post(a_customer())).status_code == 202
        passed += 1

    assert (await file).json()["new"] == 5_000
    assert passed > 3


async def test_so_many_files_at_once_and_the_others_are_asked_to_come_again(door: Door) -> None:
    answers = await asyncio.gather(*(send(door, a_file(*MANY)) for _ in range(8)))

    told = sorted(answer.status_code for answer in answers)
    assert set(told) == {202, 429}
    assert len(await door.messages(ENTRIES)) <= 20
    assert len((await door.get("/v1/imports")).json()) == 1


async def test_an_office_sees_what_was_refused_of_it_without_any_value(door: Door) -> None:
    wrong = an_entry(office="JC-WB", envelope={"id": "zq-1"}, start_date="zq-soon")
    await door.post(lines(wrong, {"zq": 1}), LINES, office="JC-WB")
    await door.post(an_entry(), office="JC-ABI")
    await door.post(lines(an_entry(office="JC-WB", revision=0), {}), LINES)
    await send(door, a_file(*MANY, a_line("zq-T", Beginn="zq")))

    async def noted() -> bool:
        return len((await door.get("/v1/refusals")).json()) == 6

    await eventually(noted)
    own = (await door.get("/v1/refusals", office="JC-WB")).json()
    assert [(one["event"], one["type"], one["pointer"]) for one in own] == [
        ("entry.started", "urn:kurs:problem:invalid-date", "/data/start_date"),
        (None, "urn:kurs:problem:missing-field", "/specversion"),
        ("entry.started", "urn:kurs:problem:invalid-value", "/data/revision"),
    ]
    every = await door.get("/v1/refusals")
    assert [one["office"] for one in every.json()] == ["JC-WB", "JC-WB", "JC-ABI", "JC-WB", None, "JC-ABI"]
    assert every.json()[-1]["pointer"] == "/22/Beginn"
    assert "zq" not in every.text
    page = await door.get("/v1/refusals", after=own[0]["number"], limit=1)
    assert page.json() == [own[1]]
    headers = door.key("JC-WB", ("read",))
    assert problem(await door.http.get("/v1/refusals?office=JC-ABI", headers=headers)) == (403, "foreign-office")


async def test_answers_are_as_the_openapi_document_says(door: Door) -> None:
    document = (await door.http.get("/openapi.json")).json()

    def schema_of(path: str, method: str, status: str) -> Any:
        answer = document["paths"][path][method]["responses"][status]
        return next(iter(answer["content"].values()))["schema"]

    await send(door, a_file(*MANY, a_line("T-99", Beginn="soon")))
    tried = await send(door, a_file(*MANY, a_line("T-99", Beginn="soon")), dry_run="true")
    jsonschema.validate(tried.json(), schema_of("/v1/imports", "post", "202"))
    jsonschema.validate((await door.get("/v1/imports")).json(), schema_of("/v1/imports", "get", "200"))
    jsonschema.validate((await door.get("/v1/refusals")).json(), schema_of("/v1/refusals", "get", "200"))
    assert json.dumps(document).count("Teilnahme-ID")
