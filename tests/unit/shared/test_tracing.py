"""Traces: what messages carry, what becomes of a batch of several, and that nothing is there unless it is wanted."""

import builtins
import os
import subprocess
import sys
import time
from typing import Any

import orjson
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from services.intake.domain.candidate import Candidate
from shared.bus.delivery import Delivery
from shared.clock import system_clock
from shared.settings import Settings
from shared.streams import ENTRIES
from shared.tracing.carried import MOST, carried, carrying, contexts_in, with_carried
from shared.tracing.following import NOT_FOLLOWING, following
from shared.tracing.spans import Spans
from tests.support.offered import an_entry
from tests.support.reference import ROOT

STOP_WITHIN_S = 6.0
FIRST = f"00-{'a' * 32}-{'1' * 16}-01"
SECOND = f"00-{'b' * 32}-{'2' * 16}-01"


class Reader:
    """Keeps what a message made meanwhile would carry; fails when told to."""

    def __init__(self, error: Exception | None = None) -> None:
        """Have carried nothing yet."""
        self.carried: list[str] = []
        self._error = error

    async def take(self, _: list[Delivery]) -> None:
        self.carried.append(carried())
        if self._error:
            raise self._error

    async def take_again(self, message: Delivery) -> None:
        await self.take([message])

    async def set_aside(self, message: Delivery, _: str) -> None:
        await self.take([message])


@pytest.fixture
def exported() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def spans(exported: InMemorySpanExporter) -> Spans:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exported))
    return Spans(provider, "planning")


def batch(*bodies: bytes) -> list[Delivery]:
    return [Delivery(f"{number}-0", body) for number, body in enumerate(bodies, 1)]


def message(context: str) -> bytes:
    with carrying([context]):
        return Candidate("urn:office:a", "1", "entry.started", NOW, NOW, "{}", carried()).message(1).encode()


NOW = system_clock()


def test_a_message_carries_the_trace_of_its_request_and_stays_json() -> None:
    body = message(FIRST)

    assert orjson.loads(body)["traceparent"] == FIRST
    assert contexts_in([body]) == [FIRST]
    assert contexts_in([b"{}", b"", b"\xff"]) == []


def test_a_message_that_sums_up_others_carries_all_their_traces_as_far_as_there_is_room() -> None:
    many = [f"00-{number:032x}-{'1' * 16}-01" for number in range(1, 3 * MOST)]
    with carrying([FIRST, SECOND]):
        both = with_carried(b'{"a":1}')
    with carrying(many):
        more = with_carried(b'{"a":1}')

    assert orjson.loads(both) == {"a": 1, "traceparents": [FIRST, SECOND]}
    assert contexts_in([both, message(FIRST)]) == [FIRST, SECOND]
    assert contexts_in([more]) == many[:MOST]
    assert with_carried(b'{"a":1}') == b'{"a":1}'


@pytest.mark.parametrize("text", [f'","traceparent":"{FIRST}"}}', f',"traceparent":"{FIRST}"}}', FIRST])
def test_what_an_office_writes_is_no_trace(text: str) -> None:
    event = an_entry(envelope={"id": text}, measure=text)
    sent = Candidate(event["source"], text, event["type"], NOW, NOW, orjson.dumps(event["data"]).decode())

    assert contexts_in([sent.message(1).encode(), orjson.dumps(text), orjson.dumps({"id": text})]) == []


async def test_every_trace_of_a_batch_goes_on_with_a_span_of_its_own(
    spans: Spans, exported: InMemorySpanExporter
) -> None:
    reader = Reader()
    await spans.reading(ENTRIES, reader).take(batch(message(FIRST), message(SECOND), message(FIRST), b"{}"))

    found = exported.get_finished_spans()
    assert {f"{one.context.trace_id:032x}" for one in found} == {"a" * 32, "b" * 32}
    assert [(one.name, one.attributes["messaging.batch.message_count"]) for one in found if one.attributes] == [
        ("process kurs.entries", 4),
        ("process kurs.entries", 4),
    ]
    assert {f"{one.context.span_id:016x}" for one in found} == {
        context.split("-")[2] for context in contexts_in([b"{" + reader.carried[0].encode() + b"}"])
    }
    assert carried() == ""


async def test_a_batch_that_goes_back_to_no_traced_request_has_no_span(
    spans: Spans, exported: InMemorySpanExporter
) -> None:
    reader = Reader()
    await spans.reading(ENTRIES, reader).take(batch(b"{}"))

    assert exported.get_finished_spans() == ()
    assert reader.carried == [""]


async def test_a_batch_that_fails_is_marked_with_the_error_s_class_alone(
    spans: Spans, exported: InMemorySpanExporter
) -> None:
    with pytest.raises(ValueError, match="Erika"):
        await spans.reading(ENTRIES, Reader(ValueError("Erika"))).take(batch(message(FIRST)))

    [span] = exported.get_finished_spans()
    assert (span.attributes or {})["error.type"] == "ValueError"
    assert "Erika" not in span.to_json()


def test_nothing_is_imported_and_nothing_is_wrapped_unless_it_is_wanted() -> None:
    look = (
        "import sys; from services.intake.app import create_app; from shared.settings import Settings;"
        "create_app(Settings(_env_file=None)); wanted = {'opentelemetry.exporter', 'shared.tracing.spans'};"
        "print(wanted & set(sys.modules) or 'nothing')"
    )
    asked = {**os.environ, "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "FASTAPI_OTEL_AUTO_CONFIGURE": "true"}

    seen = subprocess.run([sys.executable, "-c", look], env=asked, cwd=ROOT, capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "nothing"
    reader = Reader()
    assert following(Settings(_env_file=None), "intake") is NOT_FOLLOWING
    assert NOT_FOLLOWING.reading(ENTRIES, reader) is reader


def test_without_the_extra_the_process_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("shared.tracing.spans"):
            raise ModuleNotFoundError(name="opentelemetry.sdk")
        return ours(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(SystemExit, match=r"kurshalter\[tracing\]"):
        following(Settings(_env_file=None, tracing=True), "intake")


def test_a_collector_that_is_away_does_not_hold_up_the_end() -> None:
    work = (
        "import time; from shared.tracing.spans import provider_of; provider = provider_of('intake');"
        "provider.get_tracer('kurshalter').start_span('GET /').end(); print(time.monotonic())"
    )
    away = {**os.environ, "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}

    ended = subprocess.run([sys.executable, "-c", work], env=away, cwd=ROOT, capture_output=True, text=True, check=True)

    assert time.monotonic() - float(ended.stdout) < STOP_WITHIN_S
