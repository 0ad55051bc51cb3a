"""Monitoring as a whole: from the streams of a real Redis to HTTP."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from structlog.testing import capture_logs

from services import monitoring
from services.monitoring.app import create_app
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import reading
from services.monitoring.ticker import Ticker
from services.monitoring.use_cases import record_fulfilment, take_up_plans
from shared.clock import clock_on
from shared.events import AlertChanged, Calibration, Cell, FulfilmentCounted, Groups, PlanPublished
from shared.keys import create_key
from shared.migrate import migrate
from shared.settings import Settings
from shared.storage import Database
from shared.streams import ALERTS, FULFILMENT, PLANS, Stream
from tests.support.redis_server import RedisServer
from tests.support.reference import board, end_of_day, sample_events
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan

MIGRATIONS = Path(monitoring.__file__).parent / "migrations"
TODAY = date(2026, 10, 15)
DAY = date(2026, 10, 14)
WITHIN_S = 30.0


class Service:
    """A running monitoring service, and the streams it reads."""

    def __init__(self, http: httpx2.AsyncClient, redis: Redis) -> None:
        """Talk to the service over *http* and to the streams over *redis*."""
        self.http = http
        self.redis = redis

    async def publish(self, stream: Stream, *messages: bytes) -> None:
        for message in messages:
            await self.redis.xadd(stream.name, {"__data__": message})

    async def publish_plan(self, plan: PlanPublished) -> None:
        await self.publish(PLANS, plan.model_dump_json().encode())

    async def publish_counts(self, counted: FulfilmentCounted, at_once: int = 400) -> None:
        cells = counted.cells
        parts = [cells[first : first + at_once] for first in range(0, len(cells), at_once)] or [[]]
        messages = [counted.model_copy(update={"cells": part, "announced": []}) for part in parts]
        messages.append(counted.model_copy(update={"cells": []}))
        await self.publish(FULFILMENT, *(message.model_dump_json().encode() for message in messages))

    async def at_rest(self) -> None:
        """Wait until everything published is read, evaluated and told."""

        async def nothing_waits() -> bool:
            report = (await self.http.get("/health/ready")).json()
            return bool(report["ready"]) and not any(report["backlog"].values())

        await eventually(nothing_waits)

    async def get(self, path: str) -> Any:
        response = await self.http.get(path)
        assert response.status_code == 200, response.text
        return response.json()

    async def metrics(self) -> dict[str, float]:
        text = (await self.http.get("/metrics")).text
        lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in lines}


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not await condition():
        assert time.monotonic() < deadline, "waited too long"
        await asyncio.sleep(0.02)


def counted(entries: dict[str, int], day: date) -> FulfilmentCounted:
    """Return counts of places that are one series each, begun and known on *day*."""
    cells = [Cell(place, day, day, n, 99) for place, n in enumerate(entries.values())]
    return FulfilmentCounted(plan=PLAN, places=[[series] for series in entries], cells=cells)


def settings_in(folder: Path, redis_url: str, **changed: Any) -> Settings:
    return Settings(_env_file=None, data_dir=folder, redis_url=redis_url, **{"today": TODAY} | changed)


@asynccontextmanager
async def running(settings: Settings, token: str = "") -> AsyncIterator[Service]:
    migrate("monitoring", settings.database("monitoring"), MIGRATIONS)
    app = create_app(settings)
    async with app.router.lifespan_context(app), client_of(app, token) as http:
        redis = Redis.from_url(settings.redis)
        yield Service(http, redis)
        await redis.aclose()


def client_of(app: FastAPI, token: str = "") -> httpx2.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://monitoring", headers=headers)


@pytest.fixture
def settings(tmp_path: Path, redis_server: RedisServer) -> Settings:
    return settings_in(tmp_path, redis_server.url)


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Service]:
    token = create_key(settings.keys, office=None, rights=["read"])
    async with running(settings, token) as service:
        yield service


@pytest.fixture
async def evaluated(service: Service) -> Service:
    """Return a service with the sample year as known on 14 October."""
    await service.publish_counts(sample_fulfilment())
    await service.publish_plan(sample_plan())
    await service.at_rest()
    return service


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


async def test_an_alert_is_resolved_on_the_day_on_which_the_target_is_reached(evaluated: Service) -> None:
    day = date(2026, 10, 7)
    await evaluated.publish_counts(counted({"entries": 400}, day))
    await evaluated.at_rest()
    resolved = (await evaluated.get("/v1/alerts?state=resolved"))["alerts"]

    assert {(one["series"], one["severity"], one["resolved_on"]) for one in resolved} == {
        ("entries", "warning", "2026-10-07"),
        ("entries", "target_at_risk", "2026-10-07"),
    }
    assert {one["evaluation"]["day"] for one in resolved} == {"2026-10-07"}


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


async def test_a_forecast_says_by_which_plan_and_calibration_its_day_was_judged(evaluated: Service) -> None:
    measured = Calibration(
        version=2,
        origin="matured",
        entries=640,
        measured_on=date(2026, 10, 15),
        groups={"sector/health": Groups(entries=90, squares=400)},
    )
    again = {"calibration": measured, "recordedtime": datetime(2026, 10, 15, 8, tzinfo=UTC)}
    await evaluated.publish_plan(sample_plan().model_copy(update=again))
    await evaluated.at_rest()

    before = await evaluated.get("/v1/forecast/sector/health?day=2026-10-13")
    after = await evaluated.get("/v1/forecast/sector/health")
    assert [one["evaluation"]["calibration_version"] for one in (before, after)] == [1, 2]
    assert before["calibration"]["measured_on"] is None
    assert after["calibration"] == {
        "version": 2,
        "origin": "matured",
        "entries": 640,
        "measured_on": "2026-10-15",
        "groups": {"entries": 90, "squares": 400},
        "completeness": sample_plan().completeness,
    }
    phi = (100 * 3 + 400) / (100 + 90) + 0.15**2 * 197 / 12
    assert after["evaluation"]["inputs"]["phi"] == pytest.approx(phi)


async def test_a_version_that_is_valid_later_is_not_shown_before(evaluated: Service) -> None:
    series = [one.model_copy(update={"target": 1_000} if one.id == "entries" else {}) for one in sample_plan().series]
    later = {"series": series, "valid_from": date(2026, 11, 2), "recordedtime": datetime(2026, 10, 15, 8, tzinfo=UTC)}
    await evaluated.publish_plan(sample_plan(2).model_copy(update=later))
    await evaluated.at_rest()

    assert (await evaluated.get("/v1/alerts"))["plan"] == {"id": PLAN, "version": 1}
    assert (await evaluated.get("/v1/forecast/entries"))["evaluation"]["target"] == 821
    assert "Ziel 1.000" not in (await evaluated.http.get("/")).text
    metrics = await evaluated.metrics()
    assert metrics[f'kurs_entries_target{{plan="{PLAN}",series="entries"}}'] == 821


async def test_an_alert_that_a_change_of_the_plan_ends_says_so(evaluated: Service) -> None:
    smaller = [
        one.model_copy(update={"target": 100, "daily": {day: entries / 8 for day, entries in one.daily.items()}})
        if one.id == "entries"
        else one
        for one in sample_plan().series
    ]
    changed = {"series": smaller, "recordedtime": datetime(2026, 10, 15, 8, tzinfo=UTC)}
    await evaluated.publish_plan(sample_plan(2).model_copy(update=changed))
    await evaluated.at_rest()

    resolved = (await evaluated.get("/v1/alerts?state=resolved"))["alerts"]
    assert {(one["series"], one["plan_version"], one["resolved_on"]) for one in resolved} == {
        ("entries", 1, "2026-10-14")
    }
    assert {one["history"][-1]["cause"] for one in resolved} == {"plan_change"}
    assert {one["evaluation"]["plan_version"] for one in resolved} == {2}
    before = await evaluated.get("/v1/forecast/entries?day=2026-10-13")
    assert (before["evaluation"]["plan_version"], before["evaluation"]["target"]) == (1, 821)


async def test_the_end_of_a_series_that_is_asked_no_more_keeps_title_and_last_figures(
    evaluated: Service,
) -> None:
    left = [one for one in sample_plan().series if one.id != "sector/health"]
    changed = {"series": left, "recordedtime": datetime(2026, 10, 15, 8, tzinfo=UTC)}
    await evaluated.publish_plan(sample_plan(2).model_copy(update=changed))
    await evaluated.at_rest()

    resolved = (await evaluated.get("/v1/alerts?state=resolved"))["alerts"]
    assert {(one["title"], one["resolved_on"], one["history"][-1]["cause"]) for one in resolved} == {
        ("Sozial- und Gesundheitswesen", "2026-10-14", "plan_change")
    }
    assert {(one["evaluation"]["day"], one["evaluation"]["known"]) for one in resolved} == {("2026-10-13", 88)}
    assert await evaluated.get(f"/v1/alerts/{resolved[0]['id']}") == resolved[0]


PROPOSAL = {"completeness": [0.0, 0.5, 1.0], "groups": {"sector/health": {"entries": 90, "squares": 900}}}


async def test_what_a_calibration_would_change_can_be_asked_and_changes_nothing(
    evaluated: Service, settings: Settings
) -> None:
    before = await evaluated.get("/v1/forecast/sector/health")
    manager = create_key(settings.keys, office=None, rights=["read", "manage"])
    answer = await evaluated.http.post(
        f"/v1/calibration/effect?plan={PLAN}", json=PROPOSAL, headers={"Authorization": f"Bearer {manager}"}
    )
    effect = answer.json()
    health = next(one for one in effect["series"] if one["series"] == "sector/health")

    assert (effect["plan"], effect["day"]) == ({"id": PLAN, "version": 1}, "2026-10-14")
    assert len(effect["series"]) == 13
    figures = before["evaluation"]
    assert health["now"] == {
        "phi": pytest.approx(figures["inputs"]["phi"], abs=1e-6),
        "level": "critical",
        **{name: figures[name] for name in ("p", "forecast", "lo80", "hi80")},
    }
    assert health["proposed"]["phi"] == pytest.approx((300 + 900) / 190 + 0.15**2 * 197 / 12, abs=1e-6)
    assert health["title"] == "Sozial- und Gesundheitswesen"
    assert await evaluated.get("/v1/forecast/sector/health") == before


@pytest.mark.parametrize(
    ("key", "proposal", "status"),
    [
        ({"office": None, "rights": ["read"]}, PROPOSAL, 403),
        ({"office": "JC-WB", "rights": ["read", "manage"]}, PROPOSAL, 403),
        ({"office": None, "rights": ["manage"]}, {"completeness": [], "groups": {}}, 422),
        ({"office": None, "rights": ["manage"]}, PROPOSAL | {"other": 1}, 422),
        ({"office": None, "rights": ["manage"]}, PROPOSAL, 409),
    ],
)
async def test_only_the_districts_managers_try_a_calibration_and_only_a_sound_one(
    service: Service, settings: Settings, key: dict[str, Any], proposal: dict[str, Any], status: int
) -> None:
    await service.publish_plan(sample_plan())
    await service.at_rest()
    headers = {"Authorization": f"Bearer {create_key(settings.keys, **key)}"}

    answer = await service.http.post("/v1/calibration/effect", json=proposal, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


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


async def test_the_page_brings_its_own_stylesheet(service: Service) -> None:
    response = await service.http.get("/page.css")

    assert response.headers["content-type"].startswith("text/css")
    assert "http" not in response.text


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


async def test_metrics_count_what_began_by_the_last_completed_day_and_hide_small_cells(service: Service) -> None:
    day = date(2026, 10, 14)
    counts = {"entries": 30, "sector/it": 1, "sector/retail": 9, "sector/health": 20}
    await service.publish_plan(sample_plan())
    await service.publish_counts(counted(counts, day))
    await service.publish_counts(counted({"entries": 5}, TODAY))
    await service.at_rest()

    async def shown() -> bool:
        return f'kurs_entries_actual{{plan="{PLAN}",series="entries"}}' in await service.metrics()

    await eventually(shown)
    metrics = await service.metrics()
    actual = {name: value for name, value in metrics.items() if name.startswith("kurs_entries_actual")}
    assert actual[f'kurs_entries_actual{{plan="{PLAN}",series="entries"}}'] == 30
    assert actual[f'kurs_entries_actual{{plan="{PLAN}",series="sector/health"}}'] == 20
    assert not [name for name in actual if "sector/it" in name or "sector/retail" in name]
    assert metrics[f'kurs_entries_target{{plan="{PLAN}",series="sector/it"}}'] == 57


async def test_metrics_tell_when_an_office_was_last_heard_of(service: Service) -> None:
    earlier, later = datetime(2026, 10, 13, 8, tzinfo=UTC), datetime(2026, 10, 14, 9, tzinfo=UTC)
    for heard in (later, earlier):
        await service.publish_counts(FulfilmentCounted(plan=PLAN, places=[], cells=[], heard={"JC-WB": heard}))
    await service.at_rest()
    name = 'kurs_feed_last_event_timestamp_seconds{office="JC-WB"}'

    async def shown() -> bool:
        return (await service.metrics()).get(name) == later.timestamp()

    await eventually(shown)


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
    assert metrics[f'kurs_evaluated_timestamp_seconds{{plan="{PLAN}"}}'] == pytest.approx(time.time(), abs=60)
    assert metrics['kurs_stream_lag{group="monitoring",stream="kurs.fulfilment"}'] == 0
    assert metrics["kurs_outbox_depth"] == 0


async def test_a_hostile_title_stays_text(service: Service) -> None:
    hostile = "<script>alert('x')</script>"
    plan = sample_plan()
    first = plan.series[0].model_copy(update={"title": {"de": hostile}})
    await service.publish_plan(plan.model_copy(update={"district_title": hostile, "series": [first, *plan.series[1:]]}))
    await service.publish_counts(sample_fulfilment())
    await service.at_rest()

    page = (await service.http.get("/")).text
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4


async def test_before_there_is_a_plan_the_page_says_what_is_missing(service: Service) -> None:
    page = (await service.http.get("/")).text

    assert "Es ist noch kein Plan veröffentlicht." in page
    assert await service.get("/v1/alerts") == {
        "plan": None,
        "evaluated_through": None,
        "settled": True,
        "alerts": [],
    }


async def test_a_plan_without_entries_is_shown_and_not_judged(service: Service) -> None:
    await service.publish_plan(sample_plan())
    await service.at_rest()

    assert "Keine Daten sind kein Rückstand" in (await service.http.get("/")).text
    assert (await service.get("/v1/alerts"))["evaluated_through"] is None
    assert (await service.http.get("/v1/forecast/entries")).status_code == 409


async def test_a_message_that_is_none_is_counted_and_does_not_stop_the_others(service: Service) -> None:
    nowhere = FulfilmentCounted(plan="secret", places=[], cells=[Cell(0, TODAY, TODAY, 1, 1)])
    with capture_logs() as logs:
        await service.publish(PLANS, b"secret", b'{"plan": "secret"}')
        await service.publish(FULFILMENT, b"secret", nowhere.model_dump_json().encode())
        await service.publish_counts(sample_fulfilment())
        await service.publish_plan(sample_plan())
        await service.at_rest()

    metrics = await service.metrics()
    assert metrics['kurs_events_total{result="invalid",stream="kurs.plans"}'] == 2
    assert metrics['kurs_events_total{result="invalid",stream="kurs.fulfilment"}'] == 2
    assert (await service.get("/v1/alerts"))["evaluated_through"] == "2026-10-14"
    assert [log["event"] for log in logs].count("message.invalid") == 4
    assert "secret" not in str(logs)


async def test_every_route_but_the_page_wants_a_key_that_may_read(settings: Settings) -> None:
    token = create_key(settings.keys, office="JC-WB", rights=["emit"])
    async with running(settings) as nobody:
        for path in ("/v1/alerts", "/v1/alerts/1", "/v1/forecast/entries"):
            assert (await nobody.http.get(path)).status_code == 401
            refused = await nobody.http.get(path, headers={"Authorization": f"Bearer {token}"})
            assert refused.status_code == 403
        assert (await nobody.http.get("/")).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1", 200), ("::1", 200), ("localhost", 200), ("0.0.0.0", 401), ("kurs.example", 401)],  # noqa: S104 - the case
)
def test_the_page_wants_a_key_when_others_can_reach_it(tmp_path: Path, host: str, status: int) -> None:
    settings = settings_in(tmp_path, "unix:///nowhere", host=host)
    migrate("monitoring", settings.database("monitoring"), MIGRATIONS)

    async def ask() -> int:
        async with client_of(create_app(settings)) as http:
            return (await http.get("/")).status_code

    assert asyncio.run(ask()) == status


async def test_while_redis_is_away_figures_are_still_shown_and_readiness_says_so(
    evaluated: Service, redis_server: RedisServer
) -> None:
    redis_server.stop()

    async def not_ready() -> bool:
        return (await evaluated.http.get("/health/ready")).status_code == 503

    await eventually(not_ready)
    assert (await evaluated.http.get("/metrics")).status_code == 200
    assert (await evaluated.get("/v1/alerts"))["evaluated_through"] == "2026-10-14"
    redis_server.start()
    await evaluated.at_rest()


async def test_alerts_of_the_last_completed_day_are_published_once(tmp_path: Path, redis_server: RedisServer) -> None:
    settings = settings_in(tmp_path, redis_server.url, today=date(2026, 10, 6))
    for _ in ("first start", "second start"):
        async with running(settings) as service:
            await service.publish_plan(sample_plan())
            await service.publish_counts(sample_fulfilment())
            await service.at_rest()
            published: Any = await service.redis.xrange(ALERTS.name)

    told = [AlertChanged.model_validate_json(fields[b"__data__"]) for _, fields in published]
    assert sorted((one.series, one.change, one.severity, one.day) for one in told) == [
        ("entries", "raised", "target_at_risk", date(2026, 10, 5)),
        ("entries", "raised", "warning", date(2026, 10, 5)),
    ]


async def test_a_day_that_is_over_is_noticed_although_nothing_arrives(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitoring.sqlite3'}"
    migrate("monitoring", url, MIGRATIONS)
    database = Database(url, "monitoring")
    await take_up_plans([sample_plan()], writing(database))
    await record_fulfilment([sample_fulfilment()], writing(database))
    now = [datetime(2026, 10, 14, 21, 59, tzinfo=UTC)]
    played: list[datetime] = []

    async def evaluated_through(day: date) -> None:
        async def is_it() -> bool:
            return await reading(database)(lambda records: records.newest_day(PLAN)) == day

        await eventually(is_it)

    ticker = Ticker(reading(database), writing(database), lambda: now[0], lambda: played.append(now[0]))
    async with ticker.running():
        await evaluated_through(date(2026, 10, 13))
        now[0] = datetime(2026, 10, 14, 22, 0, tzinfo=UTC)
        await evaluated_through(date(2026, 10, 14))
    await database.aclose()
    assert len(played) == 2


async def test_a_look_that_fails_is_said_and_tried_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitoring.sqlite3'}"
    database = Database(url, "monitoring")
    clock = clock_on(date(2026, 10, 14))
    ticker = Ticker(reading(database), writing(database), clock, lambda: None)

    async def failing() -> bool:
        return await ticker.fault() == "evaluation-failing"

    async def fine() -> bool:
        return await ticker.fault() is None

    async with ticker.running():
        await eventually(failing)
        migrate("monitoring", url, MIGRATIONS)
        await eventually(fine)
    await database.aclose()
