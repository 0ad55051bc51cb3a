"""Calibrations over HTTP: what is in force, what would be measured, and who may take it over."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

from services.planning.app import create_app
from shared.keys import Right, create_key
from shared.settings import Settings
from tests.support.districts import Districts, entry
from tests.support.redis_server import RedisServer

TODAY = date(2027, 1, 20)


class Key(NamedTuple):
    """Whose key it is, and what it may do."""

    office: str | None
    rights: list[Right]


DISTRICT = Key(None, ["read", "manage"])
PLAN = {"plan": "nord-2026"}
STARTS = [date(2026, 1, 12) + timedelta(days=n * 345 // 300) for n in range(300)]
EVENTS = [
    entry(f"N-{n}", start=str(start), known=f"{start + timedelta(days=9)}T08:00:00Z") for n, start in enumerate(STARTS)
]


class House:
    """A running planning service with two districts' plans and a year of entries."""

    def __init__(self, http: httpx2.AsyncClient, settings: Settings) -> None:
        """Talk to *http*."""
        self._http = http
        self._settings = settings

    async def ask(self, method: str, path: str, caller: Key = DISTRICT, /, **parameters: str) -> httpx2.Response:
        token = create_key(self._settings.keys, office=caller.office, rights=caller.rights)
        headers = {"Authorization": f"Bearer {token}"}
        return await self._http.request(method, path, headers=headers, params=parameters)

    async def metrics(self) -> str:
        return (await self._http.get("/metrics")).text


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


async def test_a_dry_run_proposes_and_keeps_nothing(house: House) -> None:
    asked = (await house.ask("GET", "/v1/calibrations", **PLAN)).json()
    tried = await house.ask("POST", "/v1/calibrations", **PLAN, dry_run="true")

    assert tried.status_code == 200
    assert tried.json() == asked == (await house.ask("GET", "/v1/calibrations", **PLAN)).json()
    (kept,) = asked["kept"]
    assert (kept["version"], kept["origin"], kept["measured_on"]) == (1, "default", None)
    assert asked["news"]
    assert (asked["proposed"]["origin"], asked["proposed"]["measured_on"]) == ("matured", "2027-01-19")
    assert asked["proposed"]["completeness"][8:10] == [0.0, 1.0]
    assert [one["office"] for one in asked["reporting"]] == [None, "N-1", "N-2"]


async def test_what_is_taken_over_is_in_force_and_a_second_time_changes_nothing(house: House) -> None:
    taken = await house.ask("POST", "/v1/calibrations", **PLAN)
    again = await house.ask("POST", "/v1/calibrations", **PLAN)

    assert (taken.status_code, again.status_code) == (201, 200)
    assert [one["version"] for one in again.json()["kept"]] == [1, 2]
    newest = again.json()["kept"][-1]
    assert (newest["origin"], newest["measured_on"], newest["age_days"]) == ("matured", "2027-01-19", 1)
    assert newest["by"]
    assert not again.json()["news"]
    assert all(one["verdict"] == "as_calibrated" for one in again.json()["reporting"])


async def test_a_closed_year_is_calibrated_no_more(house: House) -> None:
    await house.ask("POST", "/v1/plans/nord-2026/freeze")

    refused = [await house.ask("POST", "/v1/calibrations", **PLAN, dry_run=dry) for dry in ("true", "false")]
    listed = (await house.ask("GET", "/v1/calibrations", **PLAN)).json()

    assert [(one.status_code, one.json()["type"]) for one in refused] == [(409, "urn:kurs:problem:year-frozen")] * 2
    assert (listed["proposed"], listed["news"], len(listed["kept"])) == (None, False, 1)


async def test_calibrating_is_the_districts_and_an_unknown_plan_is_said(house: House) -> None:
    office = await house.ask("POST", "/v1/calibrations", Key("N-1", ["read", "manage"]), **PLAN)
    reader = await house.ask("POST", "/v1/calibrations", Key(None, ["read"]), **PLAN)
    look = await house.ask("GET", "/v1/calibrations", Key("N-1", ["read"]), **PLAN)
    unknown = await house.ask("POST", "/v1/calibrations", plan="nord-2062")
    several = await house.ask("GET", "/v1/calibrations")

    answers = (office, reader, look, unknown, several)
    assert [one.status_code for one in answers] == [403, 403, 403, 404, 409]


async def test_the_delays_are_metrics_of_the_plans_that_run(house: House) -> None:
    shown = await house.metrics()

    assert "# TYPE kurs_reporting_delay_days gauge" in shown
    assert "# TYPE kurs_reporting_delay_calibrated_days gauge" in shown
