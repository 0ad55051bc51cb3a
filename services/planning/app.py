"""Wire planning together; nothing connects before the application starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from services.planning.arriving.settler import Settler
from services.planning.calibration.reporting_watch import ReportingWatch
from services.planning.handlers import listen
from services.planning.metrics import PlanningMetrics
from services.planning.parts import Parts
from services.planning.quarantine.sealing import Seal
from services.planning.rebuilding.restoring import announce_everything
from services.planning.routes import create_routes
from services.planning.storage.dead_letters import count_waiting
from services.planning.storage.plans import PlanShelf
from services.planning.storage.tables import OutboxRow, PublishedRow
from shared.bus.outbox import Outbox
from shared.bus.runtime import Bus
from shared.clock import system_clock
from shared.keys import KeyRing
from shared.settings import Settings
from shared.storage import Database, table
from shared.streams import consumed_by
from shared.telemetry.disk import DiskMetrics
from shared.web.app import Health, create_web

NAME = "planning"


def create_app(settings: Settings) -> FastAPI:
    """Return the service: consumers, relay and HTTP."""
    registry = CollectorRegistry()
    DiskMetrics(registry, settings.data_dir)
    database = Database(settings.database(NAME), NAME)
    bus = Bus(settings.redis, service=NAME, consumer=settings.consumer, registry=registry)
    shelf, metrics = PlanShelf(), PlanningMetrics(registry)
    start_again = partial(announce_everything, shelf=shelf, wall=system_clock)
    outbox = Outbox(database, table(OutboxRow), table(PublishedRow), start_again)
    relay = bus.publish_from(outbox)
    settler = Settler(database, system_clock, relay.wake)
    seal = Seal(settings.data_dir / "quarantine.key")
    parts = Parts(database, shelf, metrics, relay, settler, seal, settings.clock, system_clock, settings.language)
    watch = ReportingWatch(parts)
    listen(bus, parts)

    async def before_scrape() -> None:
        with suppress(SQLAlchemyError, OSError):
            metrics.outbox_depth.set(await outbox.depth())
            waiting = await database.read(count_waiting)
            for stream in consumed_by(NAME):
                metrics.dead_letters.labels(stream.name).set(waiting.get(stream.name, 0))
        with suppress(RedisError, OSError):
            await bus.metrics.refresh()

    async def brake_fault() -> str | None:
        return "on: too much cannot be taken" if parts.brake.on else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with settler.running(), bus.running(), watch.running():
            yield
        await database.aclose()

    app = create_web(
        title="Kurshalter planning",
        description="What counts against the plan, and what is expected by a day.",
        keys=KeyRing(settings.keys, settings.clock),
        registry=registry,
        health=Health(
            checks={"database": database.fault, "streams": bus.fault, "brake": brake_fault},
            backlog={"unread": bus.metrics.unfinished, "unpublished": outbox.depth},
        ),
        before_scrape=before_scrape,
        lifespan=lifespan,
    )
    app.include_router(create_routes(parts))
    return app
