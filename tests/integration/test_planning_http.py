"""Planning over HTTP: the real application, a real Redis, real books."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest
import redis

from services.kurs.plan_file import read_plan_file
from services.planning.app import create_app
from shared.keys import Right, create_key
from shared.settings import Settings
from tests.support.ledger import PLAN_2026, Books
from tests.support.originals import Original
from tests.support.redis_server import RedisServer
from tests.support.reference import ROOT, sample_events

EVERY_RIGHT: list[Right] = ["emit", "backfill", "read", "manage"]
SMALL = {1, 2}


@pytest.fixture
def settings(tmp_path: Path, redis_server: RedisServer) -> Settings:
    return Settings(
        _env_file=None, data_dir=tmp_path, redis_url=redis_server.url, today=date(2027, 8, 20), language="en"
    )


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    app = create_app(settings)
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://kurs") as client,
    ):
        yield client


@pytest.fixture
async def http(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    books = Books(settings.database("planning"))
    await books.database.aclose()
    async with serving(settings) as client:
        yield client


@pytest.fixture
async def year(settings: Settings, recorded_year: Original) -> AsyncIterator[httpx2.AsyncClient]:
    recorded_year.copy_to(Path(settings.database("planning").removeprefix("sqlite:///")))
    async with serving(settings) as client:
        yield client


def key(settings: Settings, office: str | None = None, rights: list[Right] | None = None) -> dict[str, str]:
    token = create_key(settings.keys, office=office, rights=rights or EVERY_RIGHT)
    return {"Authorization": f"Bearer {token}"}


async def test_every_route_but_health_and_metrics_wants_a_key_with_the_right(
    settings: Settings, http: httpx2.AsyncClient
) -> None:
    document = (await http.get("/openapi.json")).json()
    emitter = key(settings, rights=["emit"])
    for path, methods in document["paths"].items():
        for method in methods:
            url = (
                path.replace("{plan}", "x")
                .replace("{version}", "1")
                .replace("{entry_id}", "x")
                .replace("{series}", "x")
            )
            free = url.startswith("/health")
            assert (await http.request(method, url)).status_code in ({200, 503} if free else {401}), path
            if not free:
                assert (await http.request(method, url, headers=emitter)).status_code == 403, path
    assert (await http.get("/metrics")).status_code == 200


async def test_without_a_plan_the_board_says_how_to_publish_one(settings: Settings, http: httpx2.AsyncClient) -> None:
    answer = await http.get("/v1/board", headers=key(settings), params={"on": "2026-10-14"})

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:kurs:problem:no-plan"
    assert "kurs plan publish" in answer.json()["detail"]


async def test_a_plan_is_published_as_yaml_and_announced(
    settings: Settings, http: httpx2.AsyncClient, redis_server: RedisServer
) -> None:
    body = read_plan_file(PLAN_2026)

    first = await http.post("/v1/plans", headers=key(settings), content=body)
    again = await http.post("/v1/plans", headers=key(settings), content=body)
    stored = await http.get("/v1/plans/st-ost-2026/versions/1", headers=key(settings))
    as_json = await http.post("/v1/plans", headers=key(settings), content=json.dumps(stored.json()))

    assert [answer.status_code for answer in (first, again, as_json)] == [201, 201, 201]
    assert first.json()["targets"]["sector/health"] == 197
    assert first.json()["author"].startswith("key ")
    with redis.Redis.from_url(redis_server.url) as client:
        while (await http.get("/health/ready")).json()["backlog"].get("unpublished", 1):
            pass  # the relay runs in this loop: waiting for Redis here would keep it from publishing
        messages = [json.loads(fields[b"__data__"]) for _, fields in client.xrange("kurs.plans")]
    assert [(message["plan"], message["plan_version"]) for message in messages] == [("st-ost-2026", 1)]
    entries = next(series for series in messages[0]["series"] if series["id"] == "entries")
    assert sum(entries["daily"].values()) == pytest.approx(821)
    assert len(entries["daily"]) == 253


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[1, 2]",
        b"plan: x",
        b"a: [",
        b"&a [*a]",
        b"valid_from: 2026-13-45",
        b"a: !!int x",
        b"a: !!binary '/w=='",
        b"a: !!python/object:os.system {}",
        b"a: " + b"9" * 5000,
        b'reason: "\\ud800"',
    ],
)
async def test_what_is_no_plan_is_refused_with_the_place(
    settings: Settings, http: httpx2.AsyncClient, body: bytes
) -> None:
    answer = await http.post("/v1/plans", headers=key(settings), content=body)

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:kurs:problem:plan-refused"
    assert answer.json()["faults"]


@pytest.mark.parametrize(
    "question",
    [{"on": "14.10.2026"}, {"on": "2026-02-30"}, {"on": "0"}, {"known": "yesterday"}, {"known": "9999-12-31"},
     {"known": "0001-01-01T00:00:00+01:00"}, {"known": "9999-12-31T23:59:59Z"}, {"known": "1700000000"},
     {"known": "2026-10-14T12:00:00"}, {"by": "week"}, {"lang": "fr"}],
)  # fmt: skip
async def test_a_question_that_makes_no_sense_is_answered_as_such(
    settings: Settings, year: httpx2.AsyncClient, question: dict[str, str]
) -> None:
    answer = await year.get("/v1/board", headers=key(settings), params={"on": "2026-10-14", **question})

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:kurs:problem:invalid-parameter"


async def test_known_may_be_an_instant_even_if_its_plus_was_not_encoded(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    for known in ("2026-10-14T23:59:59.999999%2B02:00", "2026-10-14T23:59:59.999999+02:00", "2026-10-14"):
        answer = await year.get(f"/v1/board?on=2026-10-14&known={known}", headers=key(settings))
        assert answer.json()["series"][0]["actual"] == 518


async def test_an_office_sees_the_district_without_small_cells_of_others(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    question = {"on": "2026-02-28", "known": "2026-02-28", "by": "month"}
    full = (await year.get("/v1/board", headers=key(settings), params=question)).json()
    seen = (await year.get("/v1/board", headers=key(settings, "JC-WB", ["read"]), params=question)).json()

    everything = {series["id"]: series for series in full["series"]}
    for series in seen["series"]:
        if series["id"].endswith("office/JC-WB"):
            assert series == everything[series["id"]]
            continue
        assert "/office/" not in series["id"] or series["actual"] is None
        own = everything.get(f"{series['id']}/office/JC-WB", {"actual": 0, "announced": 0, "overdue": 0})
        for figure in ("actual", "announced", "overdue"):
            if series[figure] is not None:
                assert series[figure] == everything[series["id"]][figure]
                assert series[figure] - own[figure] not in SMALL, (series["id"], figure)
    assert everything["sector/other"]["actual"] == 2
    hidden = [one["id"] for one in seen["series"] if one["actual"] is None and one["id"].count("/") == 1]
    assert "sector/other" in hidden
    assert len(hidden) > 1
    assert seen["series"][0]["actual"] == everything["entries"]["actual"]


async def test_a_dry_run_checks_a_plan_and_publishes_nothing(settings: Settings, http: httpx2.AsyncClient) -> None:
    headers, body = key(settings), read_plan_file(PLAN_2026)

    checked = await http.post("/v1/plans", headers=headers, content=body, params={"dry_run": "true"})

    assert checked.status_code == 200
    assert checked.json()["targets"]["entries"] == 821
    assert (await http.get("/v1/plans", headers=headers)).json() == []


async def test_an_office_sees_its_districts_plans_and_not_who_is_told(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    path = "/v1/plans/st-ost-2026/versions/1"
    own, foreign = key(settings, "JC-WB", ["read"]), key(settings, "JC-ELSEWHERE", ["read"])

    assert (await year.get(path, headers=key(settings))).json()["managers"]["people"]
    assert (await year.get(path, headers=own)).json()["managers"]["people"] == []
    assert (await year.get(path, headers=foreign)).status_code == 404
    assert len((await year.get("/v1/plans", headers=own)).json()) == 1
    assert (await year.get("/v1/plans", headers=foreign)).json() == []


async def test_a_listed_plan_says_who_decided_what_and_what_is_assumed(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    headers = key(settings)
    [plan] = (await year.get("/v1/plans", headers=headers)).json()
    board = (await year.get("/v1/board", headers=headers, params={"on": "2026-10-14"})).json()["series"]

    assert (plan["reason"], plan["mode"]) == ("Qualifizierungsstrategie Lebenslanges Lernen 2026", "gap_stays")
    assert plan["sources"]["entries"] == "strategy"
    assert plan["assumptions"].keys() & {"entries", "sector/it", "phasing"} == {"sector/it", "phasing"}
    assert {one["id"]: one["assumption"] for one in board if one["target"]}.items() >= {
        ("entries", False),
        ("sector/it", True),
    }


async def test_an_office_has_one_plan_a_year(settings: Settings, year: httpx2.AsyncClient) -> None:
    document = (await year.get("/v1/plans/st-ost-2026/versions/1", headers=key(settings))).json()

    second = await year.post("/v1/plans", headers=key(settings), content=json.dumps({**document, "plan": "other-2026"}))

    assert second.status_code == 422
    assert "already has the plan 'st-ost-2026'" in second.json()["detail"]


async def test_the_highest_version_that_is_valid_is_in_force_whenever_it_begins(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    headers = key(settings)
    document = (await year.get("/v1/plans/st-ost-2026/versions/1", headers=headers)).json()
    second = json.dumps({**document, "version": 2, "valid_from": "2025-12-01"})

    assert (await year.post("/v1/plans", headers=headers, content=second)).status_code == 201
    assert (await year.post("/v1/plans", headers=headers, content=second)).status_code == 201
    assert (await year.get("/v1/board?on=2026-12-31", headers=headers)).json()["plan"]["version"] == 2


async def test_an_entry_is_explained_to_its_office_and_unknown_to_others(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    owner, other = key(settings, "JC-ABI", ["read"]), key(settings, "JC-WB", ["read"])

    explained = await year.get("/v1/entries/T-2026-01000003", headers=owner)
    hidden = await year.get("/v1/entries/T-2026-01000003", headers=other)
    nowhere = await year.get("/v1/entries/T-0", headers=other)

    counting = explained.json()["counting"]
    assert counting["counts"]
    assert counting["sector"] == "logistics"
    assert counting["sector_rule"] == "occupation prefix 52"
    assert "sector/logistics/office/JC-ABI" in counting["series"]
    assert counting["not_series"]["sector/health"] == "sector is logistics, wanted health"
    assert [revision["known"] for revision in explained.json()["revisions"]]
    assert hidden.status_code == nowhere.status_code == 404
    assert hidden.json() == nowhere.json()


async def test_an_explanation_can_be_read_aloud(settings: Settings, year: httpx2.AsyncClient) -> None:
    path, headers = "/v1/entries/T-2026-01000003", key(settings)

    english = (await year.get(path, headers=headers)).json()
    german = (await year.get(path, headers=headers, params={"lang": "de"})).json()

    assert english["text"][0].startswith("The entry T-2026-01000003 of the office JC-ABI counts, for its newest")
    assert german["text"][0].startswith("Der Eintritt T-2026-01000003 der Dienststelle JC-ABI zählt, denn die neueste")
    assert any("Er zählt nicht zu" in sentence and "Branche ist logistics" in sentence for sentence in german["text"])
    *earlier, last = english["revisions"]
    assert [revision["superseded_by"] for revision in earlier] == [
        revision["revision"] for revision in english["revisions"]
    ][1:]
    assert last["superseded_by"] is None
    assert {(revision["sector"], revision["sector_rule"]) for revision in english["revisions"]} == {
        ("logistics", "occupation prefix 52")
    }
    assert "was superseded by revision" in earlier[0]["text"]


async def test_the_entries_behind_a_figure_come_in_pages_and_as_a_table(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    headers, question = key(settings), {"on": "2026-10-14", "known": "2026-10-14", "limit": "7", "lang": "de"}
    path: str | None = "/v1/series/sector/health/office/JC-WB/entries"

    table = await year.get(str(path), headers=headers, params={**question, "format": "csv"})
    accepted = await year.get(str(path), headers={**headers, "Accept": "text/csv"}, params=question)
    lines: list[Any] = []
    page = (await year.get(str(path), headers=headers, params=question)).json()
    actual = page["actual"]
    while True:
        lines += page["entries"]
        if page["next"] is None:
            break
        page = (await year.get(page["next"], headers=headers)).json()

    assert sum(line["state"] == "counted" for line in lines) == actual > 7
    assert table.content.startswith(b"\xef\xbb\xbfEintritt;Quelle;Dienststelle;Beginn;")
    assert table.text.count("\r\n") == len(lines) + 1
    assert accepted.text == table.text
    assert table.headers["content-type"].startswith("text/csv")


async def test_an_office_sees_behind_a_figure_only_what_is_its_own(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    question = {"on": "2026-02-28", "known": "2026-02-28", "limit": "1000"}
    office = key(settings, "JC-WB", ["read"])
    board = (await year.get("/v1/board", headers=office, params=question)).json()
    shown = {series["id"]: series["actual"] for series in board["series"]}

    for series in ("entries", "sector/other", "sector/health", "office/JC-WB", "office/JC-ABI"):
        page = (await year.get(f"/v1/series/{series}/entries", headers=office, params=question)).json()
        assert {line["office"] for line in page["entries"]} <= {"JC-WB"}
        assert page["actual"] == shown[series]
        assert page["hidden"] not in SMALL
    nowhere = await year.get("/v1/series/sector/space/entries", headers=office, params=question)
    assert nowhere.status_code == 404


async def test_the_entries_of_a_month_are_as_many_as_the_board_shows_and_no_more_is_told_to_an_office(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    question = {"on": "2026-10-14", "known": "2026-10-14", "by": "month"}
    district, office = key(settings), key(settings, "JC-WB", ["read"])
    for headers in (district, office):
        board = (await year.get("/v1/board", headers=headers, params=question)).json()
        shown = {series["id"]: series["months"] for series in board["series"]}
        for series in ("entries", "employees", "sector/health", "office/JC-WB", "sector/health/office/JC-ABI"):
            asked = {**question, "month": "3", "limit": "1000"}
            page = (await year.get(f"/v1/series/{series}/entries", headers=headers, params=asked)).json()
            assert page["month"] == 3
            assert page["actual"] == (shown[series][2]["actual"] if shown[series] else None)
            if headers is district:
                assert sum(line["state"] == "counted" for line in page["entries"]) == page["actual"] > 0
            else:
                assert page["hidden"] not in SMALL

    half = {**question, "month": "3", "limit": "2"}
    first = (await year.get("/v1/series/entries/entries", headers=district, params=half)).json()
    rest = (await year.get(first["next"], headers=district)).json()
    assert {line["start_date"][:7] for line in first["entries"] + rest["entries"]} == {"2026-03"}
    wrong = await year.get("/v1/series/entries/entries", headers=district, params={"month": "13"})
    assert wrong.status_code == 422


async def test_a_past_state_of_knowledge_says_what_it_added_up(settings: Settings, year: httpx2.AsyncClient) -> None:
    headers = key(settings)

    today = await year.get("/v1/board?on=2026-12-31", headers=headers)
    past = await year.get("/v1/board?on=2026-06-30&known=2026-06-30T10:00:00Z", headers=headers)

    assert "movements" not in today.headers["server-timing"]
    assert 'movements;desc="' in past.headers["server-timing"]
    assert past.json()["provisional_from"] < "2026-06-30"


async def test_one_id_of_two_sources_is_a_choice(settings: Settings, http: httpx2.AsyncClient) -> None:
    books = Books(settings.database("planning"))
    await books.publish(ROOT / "tests/data/edge/plan.yaml")
    lines = (ROOT / "tests/data/edge/events.ndjson").read_text().splitlines()
    await books.record([json.loads(line) for line in lines])
    await books.database.aclose()
    headers = key(settings)

    choice = await http.get("/v1/entries/E-01", headers=headers)
    chosen = await http.get("/v1/entries/E-01", headers=headers, params={"source": "urn:office:jc-abi"})
    conflict = (await http.get("/v1/entries/E-02", headers=headers)).json()
    next_year = (await http.get("/v1/entries/E-30", headers=headers)).json()

    assert choice.status_code == 300
    assert choice.json() == {"sources": ["urn:office:jc-abi", "urn:office:jc-wb"]}
    assert chosen.json()["source"] == "urn:office:jc-abi"
    assert [revision["contradicts"] for revision in conflict["revisions"]] == [False, True]
    assert next_year["counting"]["reason"] == "there is no plan of JC-WB for 2029"


async def test_a_message_that_is_no_event_is_set_aside_and_the_next_one_counts(
    settings: Settings, http: httpx2.AsyncClient, redis_server: RedisServer
) -> None:
    books = Books(settings.database("planning"))
    await books.publish()
    await books.database.aclose()
    event: dict[str, Any] = next(event for event in sample_events() if event["type"] == "entry.started")
    poison = [b"", b"{}", b"\xff", b"null", json.dumps({**event, "sequence": "x"}).encode()]

    with redis.Redis.from_url(redis_server.url) as client:
        for payload in (*poison, *poison, json.dumps({**event, "sequence": 1}).encode()):
            client.xadd("kurs.entries", {"__data__": payload})
        client.xadd("kurs.entries", {"something": "else"})
    entry = f"/v1/entries/{event['data']['entry_id']}"
    headers = key(settings)
    while (await http.get(entry, headers=headers)).status_code != 200:
        pass
    while (await http.get("/health/ready")).json()["backlog"]["unread"]:
        pass

    metrics = (await http.get("/metrics")).text
    assert 'kurs_dead_letters{stream="kurs.entries"} 5.0' in metrics
    assert 'kurs_events_total{result="applied",stream="kurs.entries"} 1.0' in metrics


async def test_the_documentation_asks_nobody_outside(http: httpx2.AsyncClient) -> None:
    page = (await http.get("/docs")).text
    asyncapi = (await http.get("/asyncapi.json")).json()

    assert "https://" not in page
    assert set(asyncapi["channels"]) >= {"kurs.entries", "kurs.plans", "kurs.fulfilment", "kurs.alerts"}
