"""Wire intake together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from services.intake.group_commit import GroupCommit
from services.intake.handlers import on_plans
from services.intake.metrics import EventMetrics
from services.intake.routes import routes
from services.intake.standing import Standing
from services.intake.storage.journal import SqlJournal
from services.intake.storage.plans import SqlPlans
from services.intake.use_cases import Reception
from shared.bus.runtime import Bus
from shared.keys import KeyRing
from shared.settings import Settings
from shared.storage import Database
from shared.streams import PLANS
from shared.web.app import Health, create_web

DESCRIPTION = """\
Takes the events of the offices' systems as CloudEvents and answers when they are durable.
Problem types are `urn:kurs:problem:<name>`.
"""


def create_app(settings: Settings) -> FastAPI:
    """Return the service; nothing connects before it starts."""
    registry = CollectorRegistry()
    database = Database(settings.database("intake"), "intake")
    bus = Bus(settings.redis, service="intake", consumer=settings.consumer, registry=registry)
    journal, plans, metrics = SqlJournal(database), SqlPlans(database), EventMetrics(registry)
    relay = bus.publish_from(journal)
    bus.listen(PLANS, on_plans(plans))
    standing = Standing(journal, plans, metrics, bus.metrics)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with bus.running():
            yield
        await database.aclose()

    app = create_web(
        title="Kurshalter intake",
        description=DESCRIPTION,
        keys=KeyRing(settings.keys, settings.clock),
        registry=registry,
        health=Health(
            checks={"database": standing.database_fault, "streams": bus.fault},
            backlog={"unpublished": journal.depth},
        ),
        before_scrape=standing.refresh,
        lifespan=lifespan,
    )
    commit = GroupCommit(journal, relay.wake)
    app.include_router(routes(Reception(plans, commit, journal, metrics, settings.clock)))
    return app
