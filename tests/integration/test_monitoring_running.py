"""Monitoring as a whole: from the streams of a real Redis to HTTP, with what goes wrong."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from services.monitoring.app import create_app
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import reading
from services.monitoring.ticker import Ticker
from services.monitoring.use_cases import record_fulfilment, take_up_plans
from shared.clock import clock_on
from shared.events import AlertChanged, Cell, FulfilmentCounted
from shared.keys import create_key
from shared.migrate import migrate
from shared.settings import Settings
from shared.storage import Database
from shared.streams import ALERTS, FULFILMENT, PLANS
from tests.support.monitoring_service import MIGRATIONS, TODAY, Service, client_of, counted, running, settings_in
from tests.support.redis_server import RedisServer
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan
from tests.support.waiting import eventually


async def test_the_page_brings_its_own_stylesheet(service: Service) -> None:
    response = await service.http.get("/page.css")

    assert response.headers["content-type"].startswith("text/css")
    assert "http" not in response.text


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
