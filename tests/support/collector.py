"""A collector of spans: it takes what OpenTelemetry's exporter sends over HTTP."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


class Collected(NamedTuple):
    """A span, as it arrived; *text* is everything that it says."""

    service: str
    trace: str
    name: str
    span: str
    parent: str
    text: str


class Collector:
    """What has arrived so far, and where to send more."""

    def __init__(self, url: str) -> None:
        """Answer at *url*."""
        self.url = url
        self.spans: list[Collected] = []

    def of(self, trace: str) -> dict[tuple[str, str], Collected]:
        """Return the spans of a trace by service and name."""
        return {(one.service, one.name): one for one in self.spans if one.trace == trace}

    def take(self, body: bytes) -> None:
        """Take one export."""
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            [service] = [one.value.string_value for one in resource.resource.attributes if one.key == "service.name"]
            for span in (span for scope in resource.scope_spans for span in scope.spans):
                ids = span.trace_id.hex(), span.name, span.span_id.hex(), span.parent_span_id.hex()
                self.spans.append(Collected(service, *ids, str(span)))


@contextmanager
def collecting() -> Iterator[Collector]:
    """Run a collector until the block is left."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.take(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector = Collector(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
