"""Wire monitoring together; nothing connects before the application starts."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from redis.exceptions import RedisError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware.gzip import GZipMiddleware

from services.monitoring.calibration_routes import create_calibration_routes
from services.monitoring.dead_man import PATIENCE_S, DeadMan
from services.monitoring.feeds.routes import create_feed_routes
from services.monitoring.forgetting import Forgetting
from services.monitoring.handlers import listen
from services.monitoring.handling_routes import create_handling
from services.monitoring.metrics import MonitoringMetrics, figures
from services.monitoring.notify.delivery import Delivery
from services.monitoring.notify.desk import create_desk
from services.monitoring.pages.desk import Desk
from services.monitoring.pages.frame import Frame
from services.monitoring.pages.neighbours import Neighbours
from services.monitoring.pages.routes import create_pages
from services.monitoring.pages.sessions import Sessions
from services.monitoring.pages.visitors import visiting
from services.monitoring.reports.asking import Planning
from services.monitoring.reports.desk import ReportDesk
from services.monitoring.reports.routes import create_report_routes
from services.monitoring.reports.sending import Post
from services.monitoring.routes import create_routes
from services.monitoring.storage.memory import writing
from services.monitoring.storage.records import reading
from services.monitoring.storage.tables import OutboxRow, PublishedRow
from services.monitoring.ticker import Ticker
from shared.bus.outbox import Outbox
from shared.bus.runtime import Bus
from shared.clock import system_clock
from shared.keys import KeyRing
from shared.settings import Settings
from shared.storage import Database, table
from shared.telemetry.disk import DiskMetrics
from shared.tracing.following import following
from shared.web.app import Health, create_web

NAME = "monitoring"


def create_app(settings: Settings, silence_after_s: float = PATIENCE_S) -> FastAPI:
    """Return the service: consumers, ticker, relay and HTTP. It misses canaries after *silence_after_s*."""
    registry = CollectorRegistry()
    DiskMetrics(registry, settings.data_dir)
    database = Database(settings.database(NAME), NAME)
    read, write, clock = reading(database), writing(database), settings.clock
    follow = following(settings, NAME)
    bus = Bus(settings.redis, service=NAME, consumer=settings.consumer, registry=registry, follow=follow)
    outbox = Outbox(database, table(OutboxRow), table(PublishedRow), _announce_nothing)
    relay = bus.publish_from(outbox)
    metrics = MonitoringMetrics(registry, clock)
    delivery = Delivery(database, settings, registry)

    dead_man = DeadMan(database, system_clock, delivery.sender.wake, registry, patience_s=silence_after_s)
    forgetting = Forgetting(database, system_clock)
    post = Post(database, clock, delivery.sender.wake)

    def played() -> None:
        relay.wake()
        delivery.sender.wake()

    neighbours = Neighbours(settings)
    ticker = Ticker(read, write, clock, played)
    listen(bus, write, metrics, dead_man)

    async def before_scrape() -> None:
        with suppress(SQLAlchemyError, OSError):
            metrics.show(await read(figures, clock()))
            metrics.outbox_depth.set(await outbox.depth())
            await delivery.show()
            await dead_man.show()
        with suppress(RedisError, OSError):
            await bus.metrics.refresh()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        working = (bus, ticker, delivery, dead_man, forgetting, post)
        async with AsyncExitStack() as stack:
            for one in working:
                await stack.enter_async_context(one.running())
            yield
        await neighbours.aclose()
        await database.aclose()

    app = create_web(
        title="Kurshalter monitoring",
        description="Is a deviation from the plan noise, and who is told what about it.",
        keys=KeyRing(settings.keys, clock),
        registry=registry,
        health=Health(
            checks={
                "database": database.fault,
                "streams": bus.fault,
                "evaluation": ticker.fault,
                "notifications": delivery.sender.fault,
            },
            # In the order of the way through: what leaves one of them is seen by the next.
            backlog={"unread": bus.metrics.unfinished, "unsettled": ticker.unsettled, "unpublished": outbox.depth},
        ),
        before_scrape=before_scrape,
        lifespan=lifespan,
        follow=follow,
    )
    app.include_router(create_routes(read, clock, settings.language))
    app.include_router(create_calibration_routes(read, clock, settings.language))
    app.include_router(create_feed_routes(read, clock, settings.language))
    app.include_router(create_handling(write, clock, settings.language, played))
    app.include_router(create_desk(database, delivery))
    reports = ReportDesk(database, Planning(settings.url("planning")), clock)
    app.include_router(create_report_routes(reports, post, settings.language))
    frame = Frame(clock, fixed_day=settings.today is not None, mails_are_files=settings.outbox is not None)
    sessions = Sessions(settings.data_dir / "page.secret", encrypted=settings.page.startswith("https:"))
    desk = Desk(
        frame=frame,
        reading=read,
        writing=write,
        database=database,
        neighbours=neighbours,
        reports=reports,
        visitor=visiting(settings, sessions),
        language=settings.language,
        clock=clock,
        done=played,
    )
    app.include_router(create_pages(desk, sessions, settings.data_dir))
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    return app


def _announce_nothing(_: Connection) -> None:
    """Leave a lost stream of alerts empty: none of our services reads it, and others must not be told twice."""
