"""How many requests, of what kind, how fast."""

import time

from fastapi import FastAPI
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS"})
_BROKEN = 500


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
        app.add_middleware(_Counting, metrics=self)

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Count one request."""
        route = getattr(scope.get("route"), "path", "other")
        # Anybody may invent methods; a label must not.
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(method, route).observe(seconds)


class _Counting:
    # Not the framework's decorator for middlewares: it starts two tasks a request, which cost more than all our work.

    def __init__(self, app: ASGIApp, metrics: HttpMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = _BROKEN  # what is answered to an exception, further out

        async def noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._metrics.count(scope, status, time.perf_counter() - began)
