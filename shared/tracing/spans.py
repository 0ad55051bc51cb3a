"""Spans of OpenTelemetry around requests and batches: names, counts and places, never what was in them."""

import atexit
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from time import time_ns

from fastapi import FastAPI
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.bus.delivery import Delivery, Reader
from shared.bus.relay import Backlog, Outgoing, Positions
from shared.streams import Stream
from shared.telemetry.http import METHODS
from shared.tracing.carried import MOST, carrying, contexts_in

_W3C = TraceContextTextMapPropagator()
_PARENT = "traceparent"
_BROKEN = 500
_LAST_SPANS_S = 2.0
_UNTRACED = ("/health/", "/metrics")
"""What machines ask all the time."""


def provider_of(service: str) -> TracerProvider:
    """Return what sends the spans of *service* to a collector, as the variables ``OTEL_*`` say."""
    name = os.environ.get("OTEL_SERVICE_NAME") or f"kurshalter-{service}"
    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: name}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    _send_the_rest_at_the_end(provider)
    return provider


def _send_the_rest_at_the_end(provider: TracerProvider) -> None:
    """Give the last spans a moment at the end of the process: a collector that is away must not hold up its stop."""
    end = Event()

    def finish() -> None:
        end.wait()
        provider.shutdown()

    # Started now: at the end of the interpreter no thread can be.
    finishing = Thread(target=finish, name="last-spans", daemon=True)
    finishing.start()
    atexit.register(finishing.join, _LAST_SPANS_S)
    atexit.register(end.set)  # what is registered last comes first


class Spans:
    """Follows one service."""

    def __init__(self, provider: TracerProvider, service: str) -> None:
        """Make spans with *provider*; *service* is also the name of its groups."""
        self._tracer = provider.get_tracer("kurshalter")
        self._service = service

    def observe(self, app: FastAPI) -> None:
        """Follow the requests to *app*."""
        app.add_middleware(_Requests, tracer=self._tracer)

    def publishing(self, backlog: Backlog) -> Backlog:
        """Return *backlog*, followed."""
        return _Published(backlog, self._tracer)

    def reading(self, stream: Stream, reader: Reader) -> Reader:
        """Return *reader* of *stream*, followed."""
        return _Read(reader, stream, self._service, self._tracer)


class _Requests:
    """A span for each request; FastAPI's own would hold path and query, and so the ids of events and entries."""

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_UNTRACED):
            await self._app(scope, receive, send)
            return
        parent = _W3C.extract({_PARENT: Headers(scope=scope).get(_PARENT, "")})
        span = self._tracer.start_span(_method(scope), parent, SpanKind.SERVER)
        status = _BROKEN

        async def noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            with carrying(_contexts([span])):
                await self._app(scope, receive, noting)
        finally:
            _finish_request(span, scope, status)


def _method(scope: Scope) -> str:
    """Return the method of a request when it is a usual one: anybody may invent others."""
    return scope["method"] if scope["method"] in METHODS else "other"


def _finish_request(span: Span, scope: Scope, status: int) -> None:
    method, route = _method(scope), getattr(scope.get("route"), "path", "other")
    span.update_name(f"{method} {route}")
    span.set_attributes({"http.request.method": method, "http.route": route, "http.response.status_code": status})
    if status >= _BROKEN:
        span.set_status(Status(StatusCode.ERROR))
    span.end()


class _Published:
    """A backlog with a span for each trace whose messages came onto their streams."""

    def __init__(self, backlog: Backlog, tracer: Tracer) -> None:
        self._backlog = backlog
        self._tracer = tracer
        self._since = 0
        self.positions, self.start_again, self.depth = backlog.positions, backlog.start_again, backlog.depth

    async def waiting(self, limit: int) -> Sequence[Outgoing]:
        messages = await self._backlog.waiting(limit)
        self._since = time_ns()
        return messages

    async def sent(self, messages: Sequence[Outgoing], positions: Positions) -> None:
        await self._backlog.sent(messages, positions)
        for stream, last in positions.items():
            bodies = [message.body for message in messages if message.stream == stream]
            attributes = {**_messaging(stream, len(bodies)), "kurs.last_position": last}
            for context in contexts_in(bodies)[:MOST]:
                parent = _W3C.extract({_PARENT: context})
                span = self._tracer.start_span(
                    f"publish {stream}", parent, SpanKind.PRODUCER, attributes, start_time=self._since
                )
                span.end()


class _Read:
    """A reader with a span for each trace whose messages a batch holds: as long as the batch takes."""

    def __init__(self, reader: Reader, stream: Stream, group: str, tracer: Tracer) -> None:
        self._reader = reader
        self._stream = stream
        self._group = group
        self._tracer = tracer

    async def take(self, batch: list[Delivery]) -> None:
        with self._spans("process", batch):
            await self._reader.take(batch)

    async def take_again(self, message: Delivery) -> None:
        with self._spans("process again", [message]):
            await self._reader.take_again(message)

    async def set_aside(self, message: Delivery, reason: str) -> None:
        with self._spans("set aside", [message]):
            await self._reader.set_aside(message, reason)

    @contextmanager
    def _spans(self, verb: str, batch: Sequence[Delivery]) -> Iterator[None]:
        attributes = {
            **_messaging(self._stream.name, len(batch)),
            "messaging.consumer.group.name": self._group,
            "kurs.first_position": batch[0].position,
            "kurs.last_position": batch[-1].position,
        }
        with ExitStack() as ends:
            spans = []
            for context in contexts_in(message.payload for message in batch)[:MOST]:
                parent = _W3C.extract({_PARENT: context})
                span = self._tracer.start_span(f"{verb} {self._stream.name}", parent, SpanKind.CONSUMER, attributes)
                ends.callback(span.end)
                spans.append(span)
            with carrying(_contexts(spans)):
                try:
                    yield
                except BaseException as error:
                    _fail(spans, error)
                    raise


def _fail(spans: Iterable[Span], error: BaseException) -> None:
    for span in spans:
        # The class alone: an error's text may quote what was sent.
        span.set_attribute("error.type", type(error).__name__)
        span.set_status(Status(StatusCode.ERROR))


def _messaging(stream: str, messages: int) -> dict[str, str | int]:
    return {
        "messaging.system": "redis",
        "messaging.destination.name": stream,
        "messaging.batch.message_count": messages,
    }


def _contexts(spans: Iterable[Span]) -> list[str]:
    """Return the contexts of those of *spans* that are kept: the others nobody follows."""
    found = (span.get_span_context() for span in spans)
    return [f"00-{one.trace_id:032x}-{one.span_id:016x}-01" for one in found if one.trace_flags.sampled]
