"""From the streams to what intake remembers."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from typing import TypeVar

import structlog
from pydantic import ValidationError

from services.intake.domain.known import PlanCodes
from services.intake.ports import Plans
from shared.bus.delivery import Delivery, Handler
from shared.events import Event, EventsSettled, PlanPublished
from shared.streams import PLANS, SETTLED, Stream

E = TypeVar("E", bound=Event)

log = structlog.get_logger()


def on_plans(plans: Plans) -> Handler:
    """Return what takes up the codes of published plans; the messages are acknowledged after the commit."""

    async def handle(batch: list[Delivery]) -> None:
        for plan in (known := [_codes(plan) for plan in _readable(PLANS, PlanPublished, batch)]):
            log.info("plan.read", plan=plan.plan, version=plan.version)
        await plans.remember(known)

    return handle


def on_settled(take: Callable[[Collection[EventsSettled]], Awaitable[None]]) -> Handler:
    """Return what hands planning's reports to *take*; they are acknowledged when it returns."""

    async def handle(batch: list[Delivery]) -> None:
        await take(list(_readable(SETTLED, EventsSettled, batch)))

    return handle


def _codes(plan: PlanPublished) -> PlanCodes:
    return PlanCodes(
        plan=plan.plan,
        version=plan.plan_version,
        year=plan.year,
        offices=frozenset(plan.offices),
        sectors=frozenset(plan.sectors),
        fed_by_files=frozenset(plan.fed_by_files),
    )


def _readable(stream: Stream, event: type[E], batch: Sequence[Delivery]) -> Iterator[E]:
    for delivery in batch:
        try:
            yield event.model_validate_json(delivery.payload)
        except ValidationError as error:
            # Our own planning wrote it, and its next message says more than this one: there is nothing to repair.
            log.error(  # noqa: TRY400 - a traceback would quote what was sent
                "message.invalid", stream=stream.name, position=delivery.position, error=type(error).__name__
            )
