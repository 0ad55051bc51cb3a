"""Wire planning together; nothing connects before the application starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from services.planning.handlers import listen
from services.planning.metrics import PlanningMetrics
from services.planning.parts import Parts
from services.planning.routes import create_routes
from services.planning.storage.plans import PlanShelf
from services.planning.storage.tables import OutboxRow
from services.planning.storage.unreadable import count_set_aside
from shared.bus.outbox import Outbox
from shared.bus.runtime import Bus
from shared.keys import KeyRing
from shared.settings import Settings
from shared.storage import Database, table
from shared.web.app import Health, create_web

NAME = "planning"


def create_app(settings: Settings) -> FastAPI:
    """Return the service: consumers, relay and HTTP."""
    registry = CollectorRegistry()
    database = Database(settings.database(NAME), NAME)
    bus = Bus(settings.redis, service=NAME, consumer=settings.consumer, registry=registry)
    outbox = Outbox(database, table(OutboxRow))
    metrics = PlanningMetrics(registry)
    relay = bus.publish_from(outbox)
    parts = Parts(database, PlanShelf(), metrics, relay, settings.clock, settings.language)
    listen(bus, parts)

    async def before_scrape() -> None:
        with suppress(SQLAlchemyError, OSError):
            metrics.outbox_depth.set(await outbox.depth())
            for stream, number in (await count_set_aside(database)).items():
                metrics.dead_letters.labels(stream).set(number)
        with suppress(RedisError, OSError):
            await bus.metrics.refresh()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with bus.running():
            yield
        await database.aclose()

    app = create_web(
        title="Kurshalter planning",
        description="What counts against the plan, and what is expected by a day.",
        keys=KeyRing(settings.keys, settings.clock),
        registry=registry,
        health=Health(
            checks={"database": database.fault, "streams": bus.fault},
            backlog={"unread": bus.metrics.unfinished, "unpublished": outbox.depth},
        ),
        before_scrape=before_scrape,
        lifespan=lifespan,
    )
    app.include_router(create_routes(parts))
    return app
