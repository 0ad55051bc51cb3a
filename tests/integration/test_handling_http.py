"""What people do with alerts over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from shared.keys import create_key
from shared.settings import Settings
from tests.support.monitoring_service import Service, running, settings_in
from tests.support.redis_server import RedisServer
from tests.support.sample_year import sample_fulfilment, sample_plan

WHO = {"who": "A. Beck"}


@pytest.fixture
def settings(tmp_path: Path, redis_server: RedisServer) -> Settings:
    return settings_in(tmp_path, redis_server.url)


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Service]:
    token = create_key(settings.keys, office=None, rights=["read", "manage"])
    async with running(settings, token) as service:
        await service.publish_counts(sample_fulfilment())
        await service.publish_plan(sample_plan())
        await service.at_rest()
        yield service


async def critical(service: Service) -> Any:
    alerts = (await service.get("/v1/alerts"))["alerts"]
    return next(one for one in alerts if one["severity"] == "critical")


async def act(service: Service, alert: Any, what: str, **body: str | None) -> Any:
    answer = await service.http.post(f"/v1/alerts/{alert['id']}/{what}", json=WHO | body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_alert_says_who_did_what_with_it_until_when(service: Service) -> None:
    alert = await critical(service)
    assert (alert["state"], alert["until"], alert["told"]) == ("open", None, [])

    acknowledged = await act(service, alert, "acknowledge", until="2026-10-20", note="Gespräch am Montag")
    assert (acknowledged["state"], acknowledged["until"]) == ("acknowledged", "2026-10-20")
    assert await act(service, alert, "acknowledge", until="2026-10-20", note="Gespräch am Montag") == acknowledged
    await act(service, alert, "note", note="Träger angerufen")
    await act(service, alert, "reopen")
    snoozed = await act(service, alert, "snooze", until="2026-11-20", reason="Kurs beginnt im November")

    done = [(one["change"], one["who"], one["note"]) for one in snoozed["history"]]
    assert done == [
        ("raised", None, None),
        ("rose", None, None),
        ("acknowledged", "A. Beck", "Gespräch am Montag"),
        ("noted", "A. Beck", "Träger angerufen"),
        ("reopened", "A. Beck", ""),
        ("snoozed", "A. Beck", "Kurs beginnt im November"),
    ]
    assert await critical(service) == snoozed
    assert await service.get(f"/v1/alerts/{alert['id']}") == snoozed


async def test_what_does_not_fit_is_said_at_once(service: Service) -> None:
    alert = await critical(service)
    said = {}
    for what, body in {
        "snooze": {"who": " ", "reason": "", "until": "2026-10-15"},
        "reopen": WHO,
        "note": {"who": "A"},
        "acknowledge": WHO | {"note": "\x00", "until": "2026-10-14"},
    }.items():
        answer = await service.http.post(f"/v1/alerts/{alert['id']}/{what}", json=body)
        problem = answer.json()
        said[what] = (answer.status_code, problem["type"].rpartition(":")[2], problem["detail"].count(";"))
    unheard = await service.http.post("/v1/alerts/unheard/note", json=WHO | {"note": "a"})

    assert said == {
        "snooze": (422, "invalid-value", 2),
        "reopen": (409, "alert-open", 0),
        "note": (422, "invalid-parameter", 0),
        "acknowledge": (422, "invalid-value", 1),
    }
    assert unheard.status_code == 404


async def test_only_the_districts_managers_handle_alerts(service: Service, settings: Settings) -> None:
    alert = await critical(service)
    reader = create_key(settings.keys, office=None, rights=["read"])
    office = create_key(settings.keys, office="JC-WB", rights=["read", "manage"])
    for token, status in (("", 401), (reader, 403), (office, 403)):
        headers = {"Authorization": f"Bearer {token}"}
        for what in ("acknowledge", "snooze", "note", "reopen"):
            body = WHO | {"note": "a", "reason": "a", "until": "2026-10-20"}
            answer = await service.http.post(f"/v1/alerts/{alert['id']}/{what}", json=body, headers=headers)
            assert answer.status_code == status
