"""What the running product tells of itself, in logs and traces: where an event is, and never what was in it."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import redis

from services.kurs.migrations import SERVICES
from shared.streams import ENTRIES
from shared.telemetry.naming import logged_as
from tests.support.collector import Collector, collecting
from tests.support.offered import an_entry
from tests.support.reference import ROOT
from tests.support.running import Running, until

PERSON = "Erika-Mustermann-1985"
PSEUDONYM = "c_mustermann_0000000001"
NUMBER = "042D123456"
TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACED = {"traceparent": f"00-{TRACE}-{CALLER}-01"}
EVENT = "application/cloudevents+json"
HOSTILE = [
    {"version": 1, "sequence": 1, "id": PERSON, "source": "urn:office:jc-wb", "type": "entry.started", "data": NUMBER},
    {"customer": PSEUDONYM, PERSON: NUMBER},
    PERSON,
]


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as running:
        yield running


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[Running]:
    """Return a product that is traced and was sent good and bad things that name people."""
    traced = {"KURS_TRACING": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    with closing(Running(tmp_path_factory.mktemp("telling"), "2027-08-20", **traced)) as running:
        running.start()
        drive(running)
        yield running


def drive(product: Running) -> None:
    good = an_entry(envelope={"id": PERSON}, office="JC-WB", customer=PSEUDONYM)
    assert post(product, good, **TRACED) == 202
    for event in dirty():
        assert post(product, event) in {403, 422}
    assert post(product, {**good, "data": {**good["data"], "form": "retraining"}}) == 409
    assert post(product, [PERSON], "text/plain") == 415
    assert post(product, PERSON) == 400
    for parameters in ({"source": "urn:office:jc-wb", "id": PERSON}, {"source": NUMBER, "id": NUMBER}):
        product.ask("GET", "intake", "/v1/events", params=parameters)
    product.ask("GET", "planning", f"/v1/entries/{PERSON}", params={"source": NUMBER})
    with redis.Redis.from_url(product.settings.redis) as streams:
        for message in HOSTILE:
            streams.xadd(ENTRIES.name, {"__data__": json.dumps(message)})
        streams.xadd(ENTRIES.name, {"__data__": PERSON.encode("utf-16")})
    product.rest()


def post(product: Running, event: Any, media_type: str = EVENT, **headers: str) -> int:
    sent = {"Content-Type": media_type, **headers}
    return product.ask("POST", "intake", "/v1/events", headers=sent, content=json.dumps(event)).status_code


def dirty() -> list[dict[str, Any]]:
    lines = (ROOT / "tests/data/dirty.ndjson").read_text().splitlines()
    return [json.loads(line)["event"] for line in lines]


def logs(product: Running) -> dict[str, Path]:
    return {service: product.folder / "data" / "logs" / f"{service}.log" for service in SERVICES}


def written(product: Running, service: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logs(product)[service].read_text().splitlines()]


def people() -> set[str]:
    """Return everything by which somebody could be recognised in what was sent."""
    states = [event["data"] for event in dirty()]
    texts = {str(state[name]) for state in states for name in ("customer", "entry_id", "name") if name in state}
    return {PERSON, PSEUDONYM, NUMBER, "Mustermann", *texts}


@pytest.mark.parametrize("service", SERVICES)
def test_every_line_of_a_log_is_an_object_that_says_when_how_grave_who_and_what(product: Running, service: str) -> None:
    lines = written(product, service)

    assert lines
    assert all({"timestamp", "level", "service", "event"} <= set(line) for line in lines)
    assert {line["service"] for line in lines} == {service}


def test_the_logs_tell_the_way_of_an_event_from_the_door_to_the_board(product: Running) -> None:
    name = logged_as("urn:office:jc-wb", PERSON)
    intake, planning = written(product, "intake"), written(product, "planning")

    [accepted] = [line for line in intake if line["event"] == "events.accepted" and line.get("event_id") == name]
    [published] = [line for line in intake if line["event"] == "messages.published" and line["stream"] == ENTRIES.name][
        :1
    ]
    recorded = [line for line in planning if line["event"] == "messages.recorded"]
    assert (accepted["accepted"], accepted["duplicates"]) == (1, 0)
    assert any(line["first"] <= published["last"] <= line["last"] for line in recorded)
    assert any(line["event"] == "events.settled" and line["upto"] == 1 for line in planning)
    found = product.get("intake", "/v1/events", source="urn:office:jc-wb", id=PERSON)
    assert found["logged_as"] == name


def test_what_is_refused_or_set_aside_is_told_with_its_rule_and_its_place(product: Running) -> None:
    refused = [line for line in written(product, "intake") if line["event"] == "events.refused"]
    aside = [line for line in written(product, "planning") if line["event"] == "message.set-aside"]

    assert {"personal-identifier": 1} in [line["rules"] for line in refused]
    assert len(aside) == len(HOSTILE) + 1
    assert all(line["stream"] == ENTRIES.name and line["position"] and line["reason"] for line in aside)
    assert aside[0]["event_id"] == logged_as("urn:office:jc-wb", PERSON)


def test_no_log_names_anybody(product: Running) -> None:
    texts = {file.name: file.read_text() for file in (product.folder / "data" / "logs").iterdir()}

    assert {f"{service}.log" for service in SERVICES} <= set(texts)
    assert [(name, person) for name, text in texts.items() for person in people() if person in text] == []


def test_one_trace_leads_from_the_request_over_the_streams_to_the_board_and_beyond(
    product: Running, collector: Collector
) -> None:
    until(lambda: ("kurshalter-monitoring", "process kurs.fulfilment") in collector.of(TRACE))
    assert product.is_ready("monitoring")
    until(lambda: ("kurshalter-planning", "publish kurs.fulfilment") in collector.of(TRACE))

    spans = collector.of(TRACE)
    request = spans["kurshalter-intake", "POST /v1/events"]
    published = spans["kurshalter-intake", "publish kurs.entries"]
    counted = spans["kurshalter-planning", "process kurs.entries"]
    told = spans["kurshalter-planning", "publish kurs.fulfilment"]
    heard = spans["kurshalter-monitoring", "process kurs.fulfilment"]
    assert request.parent == CALLER
    assert published.parent == counted.parent == request.span
    assert told.parent == heard.parent == counted.span


def test_no_span_names_anybody(product: Running, collector: Collector) -> None:
    until(lambda: any("/v1/entries/{entry_id}" in one.name for one in collector.spans))
    assert product.is_ready("planning")

    told = [(one.name, person) for one in collector.spans for person in people() if person in one.text]

    assert told == []
    assert not [one.name for one in collector.spans if "/health" in one.text or "/metrics" in one.text]
