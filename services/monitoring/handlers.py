"""From the streams to the use cases: one batch, one transaction; the acknowledgement follows the commit."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import structlog

from services.monitoring.dead_man import DeadMan
from services.monitoring.domain.plan import UnusablePlan
from services.monitoring.metrics import MonitoringMetrics
from services.monitoring.ports import Writing
from services.monitoring.reading import plan_of
from services.monitoring.use_cases import record_fulfilment, take_up_plans
from shared.bus.delivery import Delivery
from shared.bus.runtime import Bus
from shared.crash import crash_point
from shared.events import FulfilmentCounted, PlanPublished
from shared.streams import FULFILMENT, PLANS, Stream

_Message = TypeVar("_Message", PlanPublished, FulfilmentCounted)

_REST_S = 0.05
"""After less than a full batch, so that figures which come one by one are kept together: a commit costs the same."""

log = structlog.get_logger()


def listen(bus: Bus, writing: Writing, metrics: MonitoringMetrics, dead_man: DeadMan) -> None:
    """Subscribe to everything monitoring reads."""

    async def on_plans(deliveries: list[Delivery]) -> None:
        crash_point("monitoring.read")
        plans = _read(deliveries, _plan, PLANS, metrics)
        for plan in plans:
            log.info("plan.read", plan=plan.plan, version=plan.plan_version)
        new = await take_up_plans(plans, writing)
        crash_point("monitoring.after-commit")
        metrics.events.labels(PLANS.name, "taken").inc(new)
        metrics.events.labels(PLANS.name, "known").inc(len(plans) - new)

    async def on_fulfilment(deliveries: list[Delivery]) -> None:
        crash_point("monitoring.read")
        read = _read(deliveries, _counted, FULFILMENT, metrics)
        counted = [message for message in read if message.canary is None]
        await record_fulfilment(counted, writing)
        await dead_man.arrived([message.canary for message in read if message.canary], figures=bool(counted))
        crash_point("monitoring.after-commit")
        metrics.events.labels(FULFILMENT.name, "taken").inc(len(counted))
        first, last = deliveries[0].position, deliveries[-1].position
        outcome = {"taken": len(counted), "canaries": len(read) - len(counted)}
        log.info("messages.recorded", stream=FULFILMENT.name, first=first, last=last, outcome=outcome)
        if len(deliveries) < FULFILMENT.read_at_once:
            await asyncio.sleep(_REST_S)

    bus.listen(PLANS, on_plans)
    bus.listen(FULFILMENT, on_fulfilment)


def _plan(payload: bytes) -> PlanPublished:
    event = PlanPublished.model_validate_json(payload)
    plan_of(event)
    return event


def _counted(payload: bytes) -> FulfilmentCounted:
    event = FulfilmentCounted.model_validate_json(payload)
    if any(cell.place >= len(event.places) for cell in (*event.cells, *event.announced)):
        raise ValueError("a cell names no place")
    return event


def _read(
    deliveries: list[Delivery], read: Callable[[bytes], _Message], stream: Stream, metrics: MonitoringMetrics
) -> list[_Message]:
    """Return the messages that are what they should be; the others are counted, and logged without their content."""
    good = []
    for delivery in deliveries:
        try:
            good.append(read(delivery.payload))
        except (ValueError, UnusablePlan) as error:
            metrics.events.labels(stream.name, "invalid").inc()
            log.error(  # noqa: TRY400 - a traceback would quote what was sent
                "message.invalid", stream=stream.name, position=delivery.position, error=type(error).__name__
            )
    return good
