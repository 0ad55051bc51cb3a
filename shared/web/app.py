"""The HTTP side that every service has: documentation without outside requests, health, metrics, problems."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from importlib.metadata import version

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from shared.asyncapi import asyncapi_document
from shared.keys import KeyRing
from shared.telemetry.http import HttpMetrics
from shared.tracing.following import NOT_FOLLOWING, Following
from shared.web.headers import SafeHeaders
from shared.web.problems import answer_with_problems

Check = Callable[[], Awaitable[str | None]]
"""Returns what is wrong, in a word, or None."""

Size = Callable[[], Awaitable[int]]


@dataclass
class Health:
    """What readiness depends on, and what is still on its way; services add theirs."""

    checks: dict[str, Check] = field(default_factory=dict)
    backlog: dict[str, Size] = field(default_factory=dict)

    async def report(self) -> tuple[bool, dict[str, object]]:
        """Return whether all checks pass, and each one's answer."""
        faults = {name: await check() for name, check in self.checks.items()}
        ready = not any(faults.values())
        backlog = {}
        if ready:
            try:
                backlog = {name: await size() for name, size in self.backlog.items()}
            except (RedisError, SQLAlchemyError, OSError):  # it went away since the checks
                ready, faults["backlog"] = False, "unknown"
        checks = {name: fault or "ok" for name, fault in faults.items()}
        return ready, {"ready": ready, "checks": checks, "backlog": backlog}


def create_web(  # noqa: PLR0913 - names, not positions
    *,
    title: str,
    description: str,
    keys: KeyRing,
    registry: CollectorRegistry,
    health: Health,
    before_scrape: Callable[[], Awaitable[None]],
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
    follow: Following = NOT_FOLLOWING,
) -> FastAPI:
    """Create a service's web application with the routes that all services share; *follow* follows requests."""
    app = FastAPIOffline(
        title=title,
        description=description,
        version=version("kurshalter"),
        redoc_url=None,
        lifespan=lifespan,
        swagger_ui_parameters={"supportedSubmitButtons": []},
        # Nothing of a request leaves the house because a variable of the environment says so.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.keys, app.state.registry = keys, registry
    answer_with_problems(app)
    HttpMetrics(registry).observe(app)
    follow.observe(app)
    app.add_middleware(SafeHeaders)
    _add_health(app, health)
    _add_documents(app)

    _add_metrics(app, registry, health, before_scrape)
    return app


def _add_metrics(
    app: FastAPI, registry: CollectorRegistry, health: Health, before_scrape: Callable[[], Awaitable[None]]
) -> None:
    ready = Gauge("kurs_ready", "1 when the service can do its work, as /health/ready says.", registry=registry)

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        await before_scrape()
        ready.set((await health.report())[0])
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _add_health(app: FastAPI, health: Health) -> None:
    @app.get("/health/live", tags=["health"])
    async def live() -> dict[str, bool]:
        """Say that the process answers."""
        return {"live": True}

    @app.get("/health/ready", tags=["health"], responses={503: {"description": "Something is missing"}})
    async def ready() -> JSONResponse:
        """Say whether the service can do its work, what is wrong, and what is still on its way."""
        fine, report = await health.report()
        return JSONResponse(report, 200 if fine else 503)


def _add_documents(app: FastAPI) -> None:
    @app.get("/asyncapi.json", include_in_schema=False)
    async def asyncapi() -> JSONResponse:
        return JSONResponse(asyncapi_document())
