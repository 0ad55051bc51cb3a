"""Silent offices over HTTP: their alert, their feed, their metric, and what happens when they speak again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.events import FulfilmentCounted, ReportingPace
from shared.keys import create_key
from shared.settings import Settings
from tests.support.monitoring_service import Service
from tests.support.sample_year import PLAN, fallen_silent, sample_fulfilment, sample_plan
from tests.support.waiting import eventually

SILENT, SPEAKS = "JC-WB", "JC-DERO"
LAST_HEARD = date(2026, 8, 3)


@pytest.fixture
async def quiet(service: Service) -> Service:
    """Return a service to whom one office has said nothing since August."""
    await service.publish_plan(sample_plan())
    await service.publish_counts(fallen_silent(SILENT, LAST_HEARD))
    await service.at_rest()
    return service


async def feed(service: Service, office: str) -> dict[str, Any]:
    feeds = (await service.get("/v1/feeds?lang=en"))["feeds"]
    return next(one for one in feeds if one["office"] == office)


async def test_a_silent_office_is_shown_with_what_was_expected_of_it(quiet: Service) -> None:
    answer = await quiet.get("/v1/feeds")
    silent = await feed(quiet, SILENT)

    assert (answer["plan"]["id"], answer["evaluated_through"]) == (PLAN, "2026-10-14")
    assert [one["office"] for one in answer["feeds"] if one["silent"]] == [SILENT]
    assert silent["heard"] <= LAST_HEARD.isoformat() < silent["silent_since"]
    assert silent["expected"] > 12.5
    assert silent["probability"] <= 0.001
    assert (silent["fed_by"], silent["due"]) == ("events", None)


async def test_its_alert_says_that_it_is_not_behind(quiet: Service) -> None:
    alerts = (await quiet.get("/v1/alerts?lang=en"))["alerts"]
    [alert] = [one for one in alerts if one["kind"] == "feed_silent"]

    assert (alert["series"], alert["severity"], alert["evaluation"]) == (f"office/{SILENT}", "feed_silent", None)
    assert "Nothing has arrived since" in alert["text"]
    assert "does not mean that the office is behind" in alert["text"]
    assert (await quiet.get(f"/v1/alerts/{alert['id']}?lang=en"))["text"] == alert["text"]
    page = (await quiet.http.get("/?lang=en")).text
    assert "Reporting gap" in page
    assert "does not mean that the office is behind" in page


async def test_what_the_gap_may_explain_is_marked_and_recomputable(quiet: Service) -> None:
    evaluation = (await quiet.get("/v1/forecast/entries"))["evaluation"]

    assert evaluation["incomplete"]
    assert evaluation["p"] < evaluation["p_if_reported"]
    assert 0 < evaluation["inputs"]["weighted_missing"] < evaluation["inputs"]["missing"]


async def test_an_office_sees_its_own_feed_and_alert_only(quiet: Service, settings: Settings) -> None:
    seen = {}
    for office in (SILENT, SPEAKS):
        headers = {"Authorization": f"Bearer {create_key(settings.keys, office=office, rights=['read'])}"}
        feeds = (await quiet.http.get("/v1/feeds", headers=headers)).json()["feeds"]
        alerts = (await quiet.http.get("/v1/alerts", headers=headers)).json()["alerts"]
        seen[office] = [one["office"] for one in feeds], [one["kind"] == "feed_silent" for one in alerts].count(True)

    assert seen == {SILENT: ([SILENT], 1), SPEAKS: ([SPEAKS], 0)}


async def test_without_a_key_nobody_sees_the_feeds(quiet: Service) -> None:
    assert (await quiet.http.get("/v1/feeds", headers={"Authorization": ""})).status_code == 401


async def test_the_metric_falls_as_soon_as_the_office_speaks(quiet: Service) -> None:
    name = f'kurs_feed_silent{{office="{SILENT}"}}'

    async def shown(value: float) -> bool:
        return (await quiet.metrics()).get(name) == value

    await eventually(lambda: shown(1))
    assert (await quiet.metrics())[f'kurs_feed_silent{{office="{SPEAKS}"}}'] == 0
    heard = {SILENT: datetime(2026, 10, 15, 7, tzinfo=UTC)}
    await quiet.publish_counts(FulfilmentCounted(plan=PLAN, places=[], cells=[], heard=heard))
    await eventually(lambda: shown(0))
    assert not (await feed(quiet, SILENT))["silent"]


async def test_what_is_handed_in_with_its_own_time_lets_the_silence_never_have_been(quiet: Service) -> None:
    await quiet.publish_counts(sample_fulfilment())

    async def forgotten() -> bool:
        alerts = (await quiet.get("/v1/alerts?state=all"))["alerts"]
        return not [one for one in alerts if one["kind"] == "feed_silent"]

    await eventually(forgotten)


async def test_the_district_sees_how_late_reports_come(quiet: Service, settings: Settings) -> None:
    pace = ReportingPace(verdict="slower", observed_days=21, calibrated_days=14, since=date(2026, 9, 1))
    told = FulfilmentCounted(plan=PLAN, places=[["entries"]], cells=[], reporting=pace)
    await quiet.publish_counts(told)

    async def seen() -> bool:
        return bool((await quiet.get("/v1/feeds"))["reporting"])

    await eventually(seen)
    reporting = (await quiet.get("/v1/feeds"))["reporting"]
    assert reporting == {"verdict": "slower", "observed_days": 21, "calibrated_days": 14, "since": "2026-09-01"}
    headers = {"Authorization": f"Bearer {create_key(settings.keys, office=SPEAKS, rights=['read'])}"}
    assert (await quiet.http.get("/v1/feeds", headers=headers)).json()["reporting"] is None
