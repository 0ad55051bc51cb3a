"""Every consumer takes every version of every event it reads."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

import services
from services.intake.handlers import on_plans as intake_on_plans
from services.intake.handlers import on_settled as intake_on_settled
from services.intake.storage.plans import SqlPlans
from services.monitoring.dead_man import DeadMan
from services.monitoring.handlers import listen as monitoring_listens
from services.monitoring.metrics import MonitoringMetrics
from services.monitoring.storage.memory import writing
from services.planning.arriving.arrivals import KINDS, read_arrivals
from shared.bus.delivery import Delivery
from shared.clock import system_clock
from shared.events import EventsSettled
from shared.migrate import migrate
from shared.storage import Database
from shared.streams import SETTLED, STREAMS, Stream
from tests.support.reference import ROOT

Handler = Callable[[list[Delivery]], Awaitable[None]]
READ = [(service, stream) for stream in STREAMS for service in stream.consumers]


class Listening:
    """Stands in for the bus and keeps who listens to what: delivering is not what is tested here."""

    def __init__(self) -> None:
        """Have nobody listen."""
        self.handlers: dict[str, Handler] = {}

    def listen(self, stream: Stream, handle: Handler) -> None:
        """Remember *handle*."""
        self.handlers[stream.name] = handle


def examples_of(stream: Stream) -> list[bytes]:
    return [file.read_bytes() for file in (ROOT / "docs/examples").glob(f"{stream.event.__name__}.v*.json")]


@pytest.mark.parametrize(("service", "stream"), READ, ids=[f"{service}-{stream.name}" for service, stream in READ])
def test_it_reads_the_examples(service: str, stream: Stream, tmp_path: Path) -> None:
    deliveries = [Delivery(f"{number}-0", payload) for number, payload in enumerate(examples_of(stream), 1)]
    assert deliveries

    good = asyncio.run(_taken(service, stream, deliveries, tmp_path))

    assert good == len(deliveries)


async def _taken(service: str, stream: Stream, deliveries: list[Delivery], folder: Path) -> float:
    if service == "planning":
        kind = next(kind for kind in KINDS if kind.stream is stream)
        return len(read_arrivals(kind, deliveries).good)
    url = f"sqlite:///{folder / 'tables.sqlite3'}"
    migrate(service, url, Path(services.__path__[0]) / service / "migrations")
    database = Database(url, service)
    try:
        return await (_intake if service == "intake" else _monitoring)(database, stream, deliveries)
    finally:
        await database.aclose()


async def _intake(database: Database, stream: Stream, deliveries: list[Delivery]) -> float:
    if stream is SETTLED:
        taken: list[EventsSettled] = []

        async def take(reports: Collection[EventsSettled]) -> None:
            taken.extend(reports)

        await intake_on_settled(take)(deliveries)
        return len(taken)
    plans = SqlPlans(database)
    await intake_on_plans(plans)(deliveries)
    known = await plans.known()
    return len(deliveries) if known and "JC-WB" in known.offices else 0


async def _monitoring(database: Database, stream: Stream, deliveries: list[Delivery]) -> float:
    bus: Any = Listening()
    registry = CollectorRegistry()
    dead_man = DeadMan(database, system_clock, lambda: None, registry)
    monitoring_listens(bus, writing(database), MonitoringMetrics(registry, system_clock), dead_man)
    await bus.handlers[stream.name](deliveries)
    return registry.get_sample_value("kurs_events_total", {"stream": stream.name, "result": "taken"}) or 0
