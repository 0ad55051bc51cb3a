"""What monitoring answers about the sample year, as known on 14 October."""

import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from shared.clock import system_clock
from shared.keys import create_key
from shared.settings import Settings
from tests.support.monitoring_service import DAY, Service, running, settings_in
from tests.support.redis_server import RedisServer
from tests.support.reference import board, end_of_day, sample_events
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan
from tests.support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOT_THERE = {
    "/v1/forecast/sector/unheard": (404, "not-found"),
    "/v1/forecast/sector/other": (409, "not-evaluated"),
    "/v1/forecast/entries?day=2026-10-18": (404, "not-evaluated"),
    "/v1/forecast/entries?plan=unheard": (404, "not-found"),
    "/v1/alerts?plan=unheard": (404, "not-found"),
    "/v1/alerts/unheard": (404, "not-found"),
    "/?plan=unheard": (404, "not-found"),
    "/v1/alerts?state=unheard": (422, "invalid-parameter"),
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    redis_server = RedisServer(tmp_path_factory.mktemp("redis"))
    redis_server.start()
    yield settings_in(tmp_path_factory.mktemp("monitoring"), redis_server.url)
    redis_server.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def evaluated(settings: Settings) -> AsyncIterator[Service]:
    """Return a service with the sample year as known on 14 October; the tests here only ask."""
    token = create_key(settings.keys, office=None, rights=["read"])
    async with running(settings, token) as service:
        await service.publish_counts(sample_fulfilment())
        await service.publish_plan(sample_plan())
        await service.at_rest()
        yield service


async def test_the_alerts_of_the_sample_year_are_open(evaluated: Service) -> None:
    answer = await evaluated.get("/v1/alerts")

    assert answer["plan"] == {"id": PLAN, "version": 1}
    assert (answer["evaluated_through"], answer["settled"]) == ("2026-10-14", True)
    assert {(one["series"], one["severity"], one["since"]) for one in answer["alerts"]} == {
        ("sector/health", "critical", "2026-09-18"),
        ("sector/health", "target_at_risk", "2026-07-22"),
        ("sector/energy_metal", "target_at_risk", "2026-09-30"),
        ("entries", "warning", "2026-10-05"),
        ("entries", "target_at_risk", "2026-10-05"),
    }


async def test_an_alert_tells_its_story_its_figures_and_a_sentence(evaluated: Service) -> None:
    alerts = (await evaluated.get("/v1/alerts?plan=st-ost-2026"))["alerts"]
    [health] = [one for one in alerts if one["severity"] == "critical"]

    assert [(one["day"], one["change"], one["severity"], one["cause"]) for one in health["history"]] == [
        ("2026-09-18", "raised", "warning", None),
        ("2026-10-09", "rose", "critical", None),
    ]
    assert health["evaluation"]["known"] == 88
    assert health["text"].startswith("Kritisch – Sozial- und Gesundheitswesen. Begonnen rund 94 (88 gemeldet")
    assert await evaluated.get(f"/v1/alerts/{health['id']}") == health
    in_english = await evaluated.get(f"/v1/alerts/{health['id']}?lang=en")
    assert in_english["text"].startswith("Critical – Sozial- und Gesundheitswesen. About 94 begun")


async def test_an_alert_says_what_makes_it_up_and_what_is_announced(evaluated: Service) -> None:
    alerts = (await evaluated.get("/v1/alerts"))["alerts"]
    [warning] = [one for one in alerts if (one["series"], one["kind"]) == ("entries", "pace")]
    sectors, offices = warning["makeup"]

    assert (sectors["by"], sectors["targets"], sectors["parts"][0]["series"]) == ("sector", True, "sector/health")
    assert f"{-sum(part['gap'] for part in sectors['parts'])} zu wenig" in warning["text"]
    assert (offices["by"], offices["targets"], {part["gap"] for part in offices["parts"]}) == ("office", False, {None})
    assert sum(part["known"] for part in offices["parts"]) == warning["evaluation"]["known"]
    expected = board(sample_events(), DAY, end_of_day(DAY))
    assert warning["pipeline"] == {
        "announced": expected["announced", "entries"],
        "next_28_days": 49,
        "overdue": expected["overdue", "entries"],
        "missing": 267,
    }
    assert warning["details"][0].startswith("Zuerst: die 25 überfälligen Eintritte klären")


async def test_resolved_alerts_are_shown_when_asked_for(evaluated: Service) -> None:
    assert (await evaluated.get("/v1/alerts?state=resolved"))["alerts"] == []
    assert len((await evaluated.get("/v1/alerts?state=all"))["alerts"]) == 5


async def test_a_forecast_can_be_recomputed_from_its_inputs(evaluated: Service) -> None:
    answer = await evaluated.get("/v1/forecast/sector/health?day=2026-09-30")
    figures, inputs = answer["evaluation"], answer["evaluation"]["inputs"]

    assert (answer["title"], figures["day"], figures["plan_version"]) == (
        "Sozial- und Gesundheitswesen",
        "2026-09-30",
        1,
    )
    shape, rate = inputs["a"] + inputs["A"] / inputs["phi"], inputs["a"] + inputs["B"] / inputs["phi"]
    assert figures["forecast"] == pytest.approx(inputs["n"] + (inputs["T"] - inputs["E"]) * shape / rate, abs=1e-6)
    assert figures["expected"] == pytest.approx(inputs["Lambda"], abs=1e-6)


async def test_the_newest_day_is_the_forecasts_default(evaluated: Service) -> None:
    assert (await evaluated.get("/v1/forecast/entries"))["evaluation"]["day"] == "2026-10-14"


async def test_what_is_not_there_is_said(evaluated: Service) -> None:
    said = {}
    for path in NOT_THERE:
        response = await evaluated.http.get(path)
        said[path] = (response.status_code, response.json()["type"].removeprefix("urn:kurs:problem:"))

    assert said == NOT_THERE


async def test_the_page_tells_managers_how_the_plan_stands(evaluated: Service) -> None:
    response = await evaluated.http.get("/")
    page = response.text.replace("\N{NO-BREAK SPACE}", " ")

    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    for said in (
        '<html lang="de">',
        "<h1>Soll/Ist</h1>",
        "Agentur für Arbeit Sachsen-Anhalt Ost",
        "Stand: 14.10.2026",
        "Als heute gilt der 15.10.2026",
        "<dt>Chance auf 821</dt><dd>unter 1 %</dd>",
        "<strong>85 zu wenig</strong>",
        "Kritisch",
    ):
        assert said in page
    assert "<script" not in page
    assert " style=" not in page


async def test_the_page_speaks_english_when_asked(evaluated: Service) -> None:
    page = (await evaluated.http.get("/?lang=en")).text

    assert '<html lang="en">' in page
    assert "As of 14 Oct 2026" in page
    assert "85 too few" in page


async def test_the_largest_gap_comes_first(evaluated: Service) -> None:
    page = (await evaluated.http.get("/")).text
    names = [part.partition("<")[0] for part in re.split(r'<a class="name" href="/series/[^"]*">', page)[1:]]

    assert names[:2] == ["Sozial- und Gesundheitswesen", "Energietechnik, Metallbau und Schweißtechnik"]
    assert names[-1] == "Außerhalb der Schwerpunkte"
    assert len(names) == 12


async def test_an_office_sees_the_whole_and_its_own_and_no_sectors(evaluated: Service, settings: Settings) -> None:
    own = create_key(settings.keys, office="JC-WB", rights=["read"])
    headers = {"Authorization": f"Bearer {own}"}

    alerts = (await evaluated.http.get("/v1/alerts?state=all", headers=headers)).json()["alerts"]
    everything = (await evaluated.get("/v1/alerts?state=all"))["alerts"]
    [health] = [one for one in everything if one["severity"] == "critical"]
    answers = [
        (await evaluated.http.get(path, headers=headers)).status_code
        for path in ("/v1/forecast/sector/health", f"/v1/alerts/{health['id']}", "/v1/forecast/entries")
    ]

    assert {one["series"] for one in alerts} == {"entries"}
    assert [(one["makeup"], one["pipeline"], one["details"]) for one in alerts] == [([], None, [])] * len(alerts)
    assert answers == [404, 404, 200]


async def test_an_office_of_another_district_sees_nothing(evaluated: Service, settings: Settings) -> None:
    foreign = create_key(settings.keys, office="JC-ELSEWHERE", rights=["read"])
    headers = {"Authorization": f"Bearer {foreign}"}

    for path in ("/v1/alerts", f"/v1/alerts?plan={PLAN}", "/v1/forecast/entries"):
        assert (await evaluated.http.get(path, headers=headers)).status_code == 404


async def test_metrics_show_the_newest_evaluated_day(evaluated: Service) -> None:
    labels = f'plan="{PLAN}",series="entries"'

    async def shown() -> bool:
        return f"kurs_entries_actual{{{labels}}}" in await evaluated.metrics()

    await eventually(shown)
    metrics = await evaluated.metrics()
    assert metrics[f"kurs_entries_target{{{labels}}}"] == 821
    assert (
        metrics[f"kurs_entries_actual{{{labels}}}"] == 522
    )  # as known now; the verdict is of what was known on the 14th
    assert metrics[f"kurs_entries_expected{{{labels}}}"] == pytest.approx(639, abs=0.5)
    forecast = 'kurs_entries_forecast{plan="%s",quantile="%s",series="entries"}'
    low, middle, high = (metrics[forecast % (PLAN, quantile)] for quantile in ("0.1", "0.5", "0.9"))
    assert low < middle < high
    assert metrics[f'kurs_alerts_open{{plan="{PLAN}",severity="critical"}}'] == 1
    assert metrics[f'kurs_alerts_open{{plan="{PLAN}",severity="target_at_risk"}}'] == 3
    assert 0 < metrics[f"kurs_pace_probability{{{labels}}}"] < 0.05
    assert metrics[f"kurs_target_probability{{{labels}}}"] < 0.01
    seen = metrics[f'kurs_evaluated_timestamp_seconds{{plan="{PLAN}"}}']
    assert seen == pytest.approx(system_clock().timestamp(), abs=60)
    assert metrics['kurs_stream_lag{group="monitoring",stream="kurs.fulfilment"}'] == 0
    assert metrics["kurs_outbox_depth"] == 0
