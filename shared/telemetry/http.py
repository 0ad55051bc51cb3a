"""How many requests, of what kind, how fast."""

import time
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector


class HttpMetrics:
    """Requests by route template: a path with an entry's id in it never becomes a label."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register the metrics of HTTP and of the process."""
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        labels = ["method", "route"]
        self._requests = Counter(
            "kurs_http_requests", "HTTP requests answered.", [*labels, "status"], registry=registry
        )
        self._seconds = Histogram(
            "kurs_http_request_seconds", "Time to answer an HTTP request.", labels, registry=registry
        )

    def observe(self, app: FastAPI) -> None:
        """Count every request of *app*."""

        @app.middleware("http")
        async def count(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
            began = time.perf_counter()
            status = 500  # what is answered to an exception, further out
            try:
                response = await call_next(request)
                status = response.status_code
            finally:
                route = getattr(request.scope.get("route"), "path", "other")
                self._requests.labels(_method(request), route, status).inc()
                self._seconds.labels(_method(request), route).observe(time.perf_counter() - began)
            return response


def _method(request: Request) -> str:
    # Anybody may invent methods; a label must not.
    return request.method if request.method in {"GET", "POST", "HEAD", "OPTIONS"} else "other"
