"""Monitoring as a whole in the process of a test: on a real Redis, asked over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI
from redis.asyncio import Redis

from services import monitoring
from services.monitoring.app import create_app
from shared.events import Cell, FulfilmentCounted, PlanPublished
from shared.migrate import migrate
from shared.settings import Settings
from shared.streams import FULFILMENT, PLANS, Stream
from tests.support.sample_year import PLAN
from tests.support.waiting import eventually

MIGRATIONS = Path(monitoring.__file__).parent / "migrations"

TODAY = date(2026, 10, 15)

DAY = date(2026, 10, 14)


class Service:
    """A running monitoring service, and the streams it reads."""

    def __init__(self, http: httpx2.AsyncClient, redis: Redis) -> None:
        """Talk to the service over *http* and to the streams over *redis*."""
        self.http = http
        self.redis = redis

    async def publish(self, stream: Stream, *messages: bytes) -> None:
        for message in messages:
            await self.redis.xadd(stream.name, {"__data__": message})

    async def publish_plan(self, plan: PlanPublished) -> None:
        await self.publish(PLANS, plan.model_dump_json().encode())

    async def publish_counts(self, counted: FulfilmentCounted, at_once: int = 400) -> None:
        cells = counted.cells
        parts = [cells[first : first + at_once] for first in range(0, len(cells), at_once)] or [[]]
        messages = [counted.model_copy(update={"cells": part, "announced": []}) for part in parts]
        messages.append(counted.model_copy(update={"cells": []}))
        await self.publish(FULFILMENT, *(message.model_dump_json().encode() for message in messages))

    async def at_rest(self) -> None:
        """Wait until everything published is read, evaluated and told."""

        async def nothing_waits() -> bool:
            report = (await self.http.get("/health/ready")).json()
            return bool(report["ready"]) and not any(report["backlog"].values())

        await eventually(nothing_waits)

    async def get(self, path: str) -> Any:
        response = await self.http.get(path)
        assert response.status_code == 200, response.text
        return response.json()

    async def metrics(self) -> dict[str, float]:
        text = (await self.http.get("/metrics")).text
        lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in lines}


def counted(entries: dict[str, int], day: date) -> FulfilmentCounted:
    """Return counts of places that are one series each, begun and known on *day*."""
    cells = [Cell(place, day, day, n, 99) for place, n in enumerate(entries.values())]
    return FulfilmentCounted(plan=PLAN, places=[[series] for series in entries], cells=cells)


def settings_in(folder: Path, redis_url: str, **changed: Any) -> Settings:
    return Settings(_env_file=None, data_dir=folder, redis_url=redis_url, **{"today": TODAY} | changed)


@asynccontextmanager
async def running(settings: Settings, token: str = "") -> AsyncIterator[Service]:
    migrate("monitoring", settings.database("monitoring"), MIGRATIONS)
    app = create_app(settings)
    async with app.router.lifespan_context(app), client_of(app, token) as http:
        redis = Redis.from_url(settings.redis)
        yield Service(http, redis)
        await redis.aclose()


def client_of(app: FastAPI, token: str = "") -> httpx2.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://monitoring", headers=headers)
