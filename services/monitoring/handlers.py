"""From the streams to the use cases: one batch, one transaction; the acknowledgement follows the commit."""

from collections.abc import Callable
from typing import TypeVar

import structlog
from pydantic import ValidationError

from services.monitoring.domain.plan import UnusablePlan
from services.monitoring.metrics import MonitoringMetrics
from services.monitoring.ports import Writing
from services.monitoring.reading import plan_of
from services.monitoring.use_cases import record_fulfilment, take_up_plans
from shared.bus.runtime import Bus
from shared.bus.subscribe import Delivery
from shared.events import FulfilmentCounted, PlanPublished
from shared.streams import FULFILMENT, PLANS, Stream

_Message = TypeVar("_Message", PlanPublished, FulfilmentCounted)

log = structlog.get_logger()


def listen(bus: Bus, writing: Writing, metrics: MonitoringMetrics, afterwards: Callable[[], None]) -> None:
    """Subscribe to everything monitoring reads; call *afterwards* after every commit."""

    async def on_plans(deliveries: list[Delivery]) -> None:
        plans = _read(deliveries, _plan, PLANS, metrics)
        new = await take_up_plans(plans, writing)
        metrics.events.labels(PLANS.name, "taken").inc(new)
        metrics.events.labels(PLANS.name, "known").inc(len(plans) - new)
        afterwards()

    async def on_fulfilment(deliveries: list[Delivery]) -> None:
        counted = _read(deliveries, FulfilmentCounted.model_validate_json, FULFILMENT, metrics)
        await record_fulfilment(counted, writing)
        metrics.events.labels(FULFILMENT.name, "taken").inc(len(counted))
        afterwards()

    bus.listen(PLANS, on_plans)
    bus.listen(FULFILMENT, on_fulfilment)


def _plan(payload: bytes) -> PlanPublished:
    event = PlanPublished.model_validate_json(payload)
    plan_of(event)
    return event


def _read(
    deliveries: list[Delivery], read: Callable[[bytes], _Message], stream: Stream, metrics: MonitoringMetrics
) -> list[_Message]:
    """Return the messages that are what they should be; the others are counted, and logged without their content."""
    good = []
    for delivery in deliveries:
        try:
            good.append(read(delivery.payload))
        except (ValidationError, UnusablePlan) as error:
            metrics.events.labels(stream.name, "invalid").inc()
            log.error(  # noqa: TRY400 - a traceback would quote what was sent
                "message.invalid", stream=stream.name, position=delivery.position, error=type(error).__name__
            )
    return good
