"""Wire intake together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from services.intake.canary import Canary
from services.intake.group_commit import GroupCommit
from services.intake.handlers import on_plans, on_settled
from services.intake.imports.importing import Importing
from services.intake.imports.routes import imports
from services.intake.inquiries.routes import inquiries
from services.intake.metrics import EventMetrics
from services.intake.readers import nothing_left
from services.intake.refusal_log import RefusalLog
from services.intake.routes import Door
from services.intake.stall import StallWatch
from services.intake.standing import Standing
from services.intake.storage.archive import SqlArchive
from services.intake.storage.backlog import SqlBacklog
from services.intake.storage.canaries import EVERY, SqlCanaries
from services.intake.storage.files import SqlFiles
from services.intake.storage.journal import SqlJournal
from services.intake.storage.plans import SqlPlans
from services.intake.storage.refusals import SqlRefusals
from services.intake.storage.settling import SqlSettling
from services.intake.use_cases import Reception
from shared.bus.runtime import Bus
from shared.clock import system_clock
from shared.keys import KeyRing
from shared.settings import Settings
from shared.storage import Database
from shared.streams import PLANS, SETTLED, produced_by
from shared.telemetry.disk import DiskMetrics
from shared.tracing.following import following
from shared.web.app import Health, create_web
from shared.web.body import MAX_SECONDS

NAME = "intake"
DESCRIPTION = """\
Takes the events of the offices' systems as CloudEvents and answers when they are durable.
Problem types are `urn:kurs:problem:<name>`.
"""


def create_app(settings: Settings, body_within_s: float = MAX_SECONDS, canary_every: timedelta = EVERY) -> FastAPI:
    """Return the service; nothing connects before it starts. A request's body has *body_within_s* to arrive."""
    registry = CollectorRegistry()
    DiskMetrics(registry, settings.data_dir)
    database = Database(settings.database(NAME), NAME)
    follow = following(settings, NAME)
    bus = Bus(settings.redis, service=NAME, consumer=settings.consumer, registry=registry, follow=follow)
    backlog, archive, plans, metrics = (
        SqlBacklog(database),
        SqlArchive(database),
        SqlPlans(database),
        EventMetrics(registry),
    )
    refusals = SqlRefusals(database, settings.clock)
    noting = RefusalLog(refusals.keep)
    relay = bus.publish_from(backlog)
    bus.listen(PLANS, on_plans(plans))
    bus.listen(SETTLED, on_settled(SqlSettling(database).take))
    stall = StallWatch(backlog, partial(nothing_left, bus.redis, produced_by(NAME)), relay.wake)
    canaries = SqlCanaries(database, system_clock, canary_every)
    canary = Canary(canaries.put, relay.wake)
    standing = Standing(backlog, plans, canaries, metrics, bus.metrics, system_clock)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with bus.running(), stall.running(), noting.running(), canary.running():
            yield
        await database.aclose()

    app = create_web(
        title="Kurshalter intake",
        description=DESCRIPTION,
        keys=KeyRing(settings.keys, settings.clock),
        registry=registry,
        health=Health(
            checks={"database": database.fault, "streams": bus.fault},
            # A report that is read and not done with may hold the verdict on an event that counts as settled already.
            backlog={"unread": bus.metrics.unfinished, "unpublished": backlog.depth, "unsettled": backlog.unsettled},
        ),
        before_scrape=standing.refresh,
        lifespan=lifespan,
        follow=follow,
    )
    journal = SqlJournal(database, system_clock, settings.journal_limit)
    commit, files = GroupCommit(journal, relay.wake), SqlFiles(database, journal)
    Door(Reception(plans, commit, archive, metrics, settings.clock, noting), body_within_s).open(app)
    app.include_router(inquiries(archive, refusals))
    app.include_router(imports(Importing(plans, files, metrics, settings.clock, noting, relay.wake), files))
    return app
