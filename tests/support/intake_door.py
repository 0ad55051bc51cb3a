"""Intake as a whole in this process, as callers and readers of its streams see it."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx2
from redis.asyncio import Redis

from services.intake.app import create_app
from shared.events import EventsSettled, PlanPublished, Verdict
from shared.keys import create_key
from shared.migrate import migrate
from shared.settings import Settings
from shared.streams import PLANS, SETTLED, Stream
from tests.support.journal import MIGRATIONS
from tests.support.offered import OFFICES, SECTORS, Json, an_entry
from tests.support.redis_server import RedisServer
from tests.support.waiting import eventually

TODAY = date(2026, 12, 31)
STRUCTURED = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
LINES = "application/x-ndjson"


class Door:
    """A running intake, as callers and readers of its streams see it."""

    def __init__(self, http: httpx2.AsyncClient, redis: Redis, settings: Settings) -> None:
        """Talk to the service over *http* and read its streams from *redis*."""
        self.http = http
        self.redis = redis
        self.settings = settings
        self._keys: dict[tuple[str | None, tuple[str, ...]], str] = {}

    async def post(  # noqa: PLR0913 - names, not positions
        self,
        body: Any,
        content_type: str = STRUCTURED,
        *,
        office: str | None = None,
        rights: tuple[Any, ...] = ("emit",),
        query: str = "",
        headers: Json | None = None,
    ) -> httpx2.Response:
        sent = self.key(office, rights) | {"Content-Type": content_type} | (headers or {})
        content = body if isinstance(body, bytes) or hasattr(body, "__aiter__") else json.dumps(body).encode()
        return await self.http.post(f"/v1/events{query}", content=content, headers=sent)

    async def get(
        self, path: str, *, office: str | None = None, rights: tuple[Any, ...] = ("read",), **query: Any
    ) -> httpx2.Response:
        return await self.http.get(path, params=query, headers=self.key(office, rights))

    def key(self, office: str | None, rights: tuple[Any, ...]) -> dict[str, str]:
        """Return the header with a key of *office* that has *rights*."""
        caller = (office, rights)
        if caller not in self._keys:
            self._keys[caller] = create_key(self.settings.keys, office=office, rights=list(rights))
        return {"Authorization": f"Bearer {self._keys[caller]}"}

    async def publish_plan(self, version: int = 1, **changes: Any) -> None:
        await self.redis.xadd(PLANS.name, {"__data__": a_plan(version, **changes).model_dump_json()})

    async def knows_a_plan(self) -> bool:
        return (await self.post(an_entry(), query="?dry_run=true")).status_code != 503

    async def learn_the_plan(self) -> None:
        """Publish a plan and wait until it is known, and every reader has begun.

        A service whose Redis goes while its readers begin ends itself, to be started again: here that is the test.
        """
        await self.publish_plan()
        await eventually(self.knows_a_plan)
        await eventually(self.is_ready)

    async def is_ready(self) -> bool:
        """Say whether the service calls itself ready."""
        return (await self.http.get("/health/ready")).is_success

    async def messages(self, stream: Stream) -> list[Json]:
        """Return what lies on *stream*, canaries left out."""
        found = await self.redis.xrange(stream.name)
        bodies = [json.loads((fields or {})[b"__data__"]) for _, fields in found or []]
        return [body for body in bodies if body.get("event") != "canary.sent"]

    async def holds(self, stream: Stream, number: int) -> bool:
        """Say whether so many messages lie on *stream*."""
        return len(await self.messages(stream)) == number

    async def report(self, at: datetime, upto: int, *verdicts: Verdict) -> None:
        """Report as planning does how far everything is settled."""
        settled = EventsSettled(at=at, upto=upto, verdicts=list(verdicts))
        await self.redis.xadd(SETTLED.name, {"__data__": settled.model_dump_json()})

    async def metrics(self) -> dict[str, float]:
        text = (await self.http.get("/metrics")).text
        lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in lines}


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Door]:
    app = create_app(settings)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app.router.lifespan_context(app))
        transport = httpx2.ASGITransport(app)
        http = await stack.enter_async_context(httpx2.AsyncClient(transport=transport, base_url="http://intake"))
        redis = await stack.enter_async_context(Redis.from_url(settings.redis))
        yield Door(http, redis, settings)


def a_plan(version: int = 1, **changes: Any) -> PlanPublished:
    """Return a version of a plan that knows the offices and sectors of the offered events."""
    plan = PlanPublished(
        plan="st-ost-2026",
        plan_version=version,
        year=2026,
        valid_from=date(2026, 1, 1),
        recordedtime=datetime(2026, 1, 1, tzinfo=UTC),
        district="ST-OST",
        district_title="Sachsen-Anhalt Ost",
        offices=OFFICES,
        sectors=SECTORS,
        subdivision="ST",
        closed_days=[],
        completeness=[1.0],
        series=[],
    )
    return plan.model_copy(update=changes)


def prepared(folder: Path, redis: RedisServer, **given: Any) -> Settings:
    """Return the settings of an intake in *folder* with an empty journal."""
    settings = Settings(_env_file=None, data_dir=folder, redis_url=redis.url, today=TODAY, **given)
    migrate("intake", settings.database("intake"), MIGRATIONS)
    return settings


def problem(response: httpx2.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    return response.status_code, body["type"].removeprefix("urn:kurs:problem:")


def lines(*events: Any) -> bytes:
    return b"\n".join(json.dumps(event).encode() for event in events)
