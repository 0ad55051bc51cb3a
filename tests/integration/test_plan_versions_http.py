"""Versions of plans over HTTP: what they change, what they would show, closed years, and two districts' keys."""

import json
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from services.planning.app import create_app
from shared.clock import day_of
from shared.keys import Right, create_key
from shared.settings import Settings
from tests.support.districts import Districts, entry, plan
from tests.support.redis_server import RedisServer

EVERY_RIGHT: list[Right] = ["emit", "backfill", "read", "manage"]
TODAY = date(2027, 1, 20)
EVENTS = [
    *(entry(f"IT-{n}", start="2026-03-02", known="2026-03-04T08:00:00Z") for n in range(5)),
    *(entry(f"CARE-{n}", start="2026-05-04", known="2026-05-05T08:00:00Z", occupation="82102") for n in range(4)),
    entry("PLANNED", start="2026-12-01", known="2026-11-04T08:00:00Z", status="planned"),
    entry("SOUTH", start="2026-03-02", known="2026-03-04T08:00:00Z", office="S-1"),
    entry("LOST", start="2028-01-10", known="2027-01-04T08:00:00Z", office="N-2"),
    entry("LOST-SOUTH", start="2028-01-10", known="2027-01-04T08:00:00Z", office="S-1"),
]


class Caller:
    """Calls the service with one key."""

    def __init__(self, http: httpx2.AsyncClient, token: str) -> None:
        """Hold the key."""
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}

    async def get(self, path: str, **parameters: str) -> httpx2.Response:
        return await self._http.get(path, headers=self._headers, params=parameters)

    async def post(self, path: str, body: Any = None, **parameters: str) -> httpx2.Response:
        content = json.dumps(body).encode() if body else b""
        return await self._http.post(path, headers=self._headers, params=parameters, content=content)


class House:
    """A running planning service with two districts' plans and events."""

    def __init__(self, http: httpx2.AsyncClient, settings: Settings) -> None:
        """Talk to *http*."""
        self._http = http
        self._settings = settings

    def caller(self, office: str | None = None, rights: list[Right] | None = None) -> Caller:
        return Caller(self._http, create_key(self._settings.keys, office=office, rights=rights or EVERY_RIGHT))


@pytest.fixture
async def house(empty_database: str, tmp_path: Path, redis_server: RedisServer) -> AsyncIterator[House]:
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path,
        redis_url=redis_server.url,
        today=TODAY,
        language="en",
        database_url=empty_database,
    )
    books = Districts(settings.database("planning"))
    await books.publish_all()
    await books.record(EVENTS)
    await books.database.aclose()
    app = create_app(settings)
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://kurs") as http,
    ):
        yield House(http, settings)


def changed_plan(**changes: Any) -> dict[str, Any]:
    """Return version 2 of a plan: more, other weights, another home for informatics, an office less, others told."""
    told = {"people": [{"name": "Leitung", "mail": "leitung@example.org", "series": ["*"]}]}
    base = plan("nord", 2026, version=2, reason="Mehr Pflege", managers=told)
    first, split = base["targets"]
    sectors = {
        "it": {"de": "Informatik", "en": "Informatics", "kldb": ["432"]},
        "care": {"de": "Pflege", "en": "Care", "kldb": ["43", "81", "82"]},
        "other": {"de": "Anderes", "en": "Other"},
    }
    targets = [{**first, "amount": 40}, {**split, "weights": {"it": 1, "care": 3}}]
    return {**base, "targets": targets, "sectors": {"sectors": sectors}, **changes}


async def test_a_dry_run_says_in_words_and_figures_what_changes_and_changes_nothing(house: House) -> None:
    district = house.caller()
    before = (await district.get("/v1/board", on="2026-12-31", plan="nord-2026")).json()

    answer = await district.post("/v1/plans", changed_plan(), dry_run="true")

    assert answer.status_code == 200
    found = answer.json()["difference"]
    series = {one["id"]: one for one in found["series"]}
    assert (found["against"], found["reason"], found["on"]) == (
        {"id": "nord-2026", "version": 1}, "Mehr Pflege", "2027-01-19"
    )  # fmt: skip
    care, figures = series["sector/care"], ("target", "expected", "actual", "deviation")
    assert [care["before"][name] for name in figures] == [7, 7.0, 4, -3.0]
    assert [care["after"][name] for name in figures] == [30, 30.0, 9, -21.0]
    assert sum(series["entries"]["after"]["months"]) == 40
    assert found["moving"] == [{"before": "it", "after": "care", "counted": 5, "announced": 1}]
    assert found["managers_changed"]
    assert "5 begun and 1 announced entries move from Informatics to Care." in found["words"]
    assert "Care: target 7 → 30; expected by 19 Jan 2027 7 → 30, deviation −3 → −21." in found["words"]
    assert (await district.get("/v1/board", on="2026-12-31", plan="nord-2026")).json()["series"] == before["series"]
    assert {one["version"] for one in (await district.get("/v1/plans")).json()} == {1}


async def test_another_preset_is_told_in_words_and_an_unknown_one_is_refused(house: House) -> None:
    district = house.caller()
    quiet = plan("nord", 2026, version=2, alerts={"preset": "quiet"})

    found = (await district.post("/v1/plans", quiet, dry_run="true")).json()
    refused = await district.post("/v1/plans", {**quiet, "alerts": {"preset": "loud"}}, dry_run="true")

    assert (found["preset"], found["difference"]["preset_before"], found["difference"]["preset"]) == (
        "quiet", "standard", "quiet"
    )  # fmt: skip
    assert found["difference"]["words"] == ["Warnings are quiet instead of standard."]
    assert refused.status_code == 422
    assert "alerts.preset" in refused.json()["detail"]


async def test_what_a_dry_run_foretells_is_what_the_board_shows_after_publishing(house: House) -> None:
    district = house.caller()
    smaller = changed_plan(offices={"N-2": "Dienststelle N-2", "N-3": "Dienststelle N-3"})
    foretold = (await district.post("/v1/plans", smaller, dry_run="true", lang="de")).json()["difference"]
    imagined = (await district.post("/v1/plans/what-if", smaller, on="2026-06-30", by="month")).json()

    assert (await district.post("/v1/plans", smaller)).status_code == 201
    board = (await district.get("/v1/board", on="2027-01-19", plan="nord-2026")).json()
    on_that_day = (await district.get("/v1/board", on="2026-06-30", plan="nord-2026", by="month")).json()
    afterwards = (await district.get("/v1/plans/nord-2026/versions/2/diff", against="1", lang="de")).json()

    shown = {one["id"]: one for one in board["series"]}
    for one in foretold["series"]:
        if one["after"]:
            for figure in ("target", "expected", "actual", "announced", "deviation"):
                assert one["after"][figure] == shown[one["id"]][figure], (one["id"], figure)
    assert foretold["offices_added"] == {"N-3": "Dienststelle N-3"}
    assert foretold["offices_removed"] == {"N-1": "Dienststelle N-1"}
    assert {one["after"] for one in foretold["moving"]} == {None}
    assert "Die Dienststelle Dienststelle N-1 entfällt." in foretold["words"]
    assert {"removed", "added", "changed"} == {one["change"] for one in foretold["series"]}
    assert imagined["series"] == on_that_day["series"]
    assert imagined["potential"] == on_that_day["potential"]
    assert {**afterwards, "known": None} == {**foretold, "known": None}


async def test_a_first_version_is_compared_with_nothing_and_unknown_ones_are_said_to_be(house: House) -> None:
    district = house.caller()

    first = (await district.get("/v1/plans/nord-2026/versions/1/diff")).json()
    same = (await district.get("/v1/plans/nord-2026/versions/1/diff", against="1")).json()

    assert first["against"] is None
    assert {one["change"] for one in first["series"]} == {"added"}
    assert same["words"] == ["Nothing changes."]
    assert (await district.get("/v1/plans/nord-2026/versions/2/diff")).status_code == 404
    assert (await district.get("/v1/plans/nord-2026/versions/1/diff", against="7")).status_code == 404


async def test_what_if_proposes_quotas_that_can_be_pasted_and_keeps_nothing(house: House) -> None:
    district = house.caller()
    generous = plan("nord", 2026, version=2)
    generous["targets"][1]["weights"] = {"it": 25, "care": 3}

    answer = (await district.post("/v1/plans/what-if", generous, on="2026-06-30", known="2026-12-31")).json()

    found = answer["proposal"]
    assert answer["plan"] == {"id": "nord-2026", "version": 2}
    assert {one["id"]: (one["target"], one["proposed"]) for one in found["sectors"]} == {
        "sector/it": (25, 24), "sector/care": (3, 4)
    }  # fmt: skip
    assert sum(found["weights"].values()) == found["total"] == 28
    assert found["unallocated_after"] == 0
    assert "never applied by itself" in found["rule"]
    generous["targets"][1]["weights"] = found["weights"]
    pasted = (await district.post("/v1/plans/what-if", generous, on="2026-06-30", known="2026-12-31")).json()
    targets = {one["id"]: one["target"] for one in pasted["series"]}
    assert {code: targets[f"sector/{code}"] for code in found["weights"]} == found["weights"]
    assert len((await district.get("/v1/plans")).json()) == 4


async def test_a_plan_that_cannot_be_used_is_refused_in_every_way_alike(house: House) -> None:
    district = house.caller()
    broken = plan("nord", 2026, version=2, targets=[])

    for path, parameters in (("/v1/plans", {}), ("/v1/plans", {"dry_run": "true"}), ("/v1/plans/what-if", {})):
        answer = await district.post(path, broken, **parameters)
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:kurs:problem:plan-refused")


async def test_only_the_districts_managers_compare_and_close(house: House) -> None:
    reader, office = house.caller(rights=["read"]), house.caller("N-1")

    for caller in (reader, office):
        assert (await caller.post("/v1/plans/what-if", changed_plan())).status_code == 403
        assert (await caller.post("/v1/plans", changed_plan(), dry_run="true")).status_code == 403
        assert (await caller.get("/v1/plans/nord-2026/versions/1/diff")).status_code == 403
        assert (await caller.post("/v1/plans/nord-2026/freeze")).status_code == 403
    assert (await office.get("/v1/plans/nord-2026/after-closing")).status_code == 403


async def test_a_year_is_closed_once_and_says_so(house: House) -> None:
    district = house.caller()

    early = await district.post("/v1/plans/nord-2027/freeze")
    unknown = await district.post("/v1/plans/nobody/freeze")
    not_closed = await district.get("/v1/plans/nord-2026/after-closing")
    first = await district.post("/v1/plans/nord-2026/freeze")
    again = await district.post("/v1/plans/nord-2026/freeze", confirm="true")
    refused = await district.post("/v1/plans", changed_plan())

    assert (early.status_code, early.json()["type"]) == (409, "urn:kurs:problem:year-not-over")
    assert "confirm=true" in early.json()["detail"]
    assert (unknown.status_code, not_closed.status_code) == (404, 409)
    assert first.json() == again.json()
    assert (refused.status_code, "is frozen" in refused.json()["detail"]) == (422, True)
    listed = {one["id"]: one["frozen"] for one in (await district.get("/v1/plans")).json()}
    assert listed == {
        "nord-2026": first.json()["frozen"], "nord-2027": None, "sued-2026": None, "sued-2027": None
    }  # fmt: skip
    board = (await district.get("/v1/board", on="2026-12-31", plan="nord-2026", known="2029-01-01")).json()
    assert day_of(datetime.fromisoformat(board["known"])) == TODAY
    assert (await district.get("/v1/plans/nord-2026/after-closing")).json()["entries"] == []


async def test_an_offices_key_sees_its_own_district_only(house: House) -> None:
    north, south = house.caller("N-1", ["read"]), house.caller("S-1", ["read"])

    boards = [(await caller.get("/v1/board", on="2026-12-31")).json() for caller in (north, south)]

    assert [board["plan"]["id"] for board in boards] == ["nord-2026", "sued-2026"]
    assert (await south.get("/v1/board", on="2026-12-31", plan="nord-2026")).status_code == 404
    assert {one["id"] for one in (await south.get("/v1/plans")).json()} == {"sued-2026", "sued-2027"}
    assert (await south.get("/v1/plans/nord-2026/versions/1")).status_code == 404
    assert (await south.get("/v1/entries/IT-1")).status_code == 404
    choice = await house.caller().get("/v1/board", on="2026-12-31")
    assert (choice.status_code, choice.json()["detail"]) == (409, "Choose one with 'plan': nord-2026, sued-2026.")


async def test_the_board_without_a_day_is_that_of_the_last_completed_days_year(house: House) -> None:
    board = (await house.caller("N-1", ["read"]).get("/v1/board")).json()

    assert (board["plan"]["id"], board["on"]) == ("nord-2027", "2027-01-19")


async def test_entries_without_a_plan_are_listed_to_the_district_and_to_their_office(house: House) -> None:
    def ids(answer: httpx2.Response) -> list[str]:
        return [one["entry_id"] for one in answer.json()["entries"]]

    district = house.caller(rights=["read"])
    everything = await district.get("/v1/entries", state="nowhere")
    first = await district.get("/v1/entries", state="nowhere", limit="1")
    rest = await district.get("/v1/entries", state="nowhere", limit="1", after=str(first.json()["next"]))
    own = await house.caller("S-1", ["read"]).get("/v1/entries", state="nowhere")

    assert ids(everything) == ["LOST", "LOST-SOUTH"]
    assert everything.json()["entries"][0]["reason"] == "there is no plan of N-2 for 2028"
    assert [*ids(first), *ids(rest)] == ids(everything)
    assert ids(own) == ["LOST-SOUTH"]
    assert (await district.get("/v1/entries")).status_code == 422
    assert (await district.get("/v1/entries", state="somewhere")).status_code == 422
