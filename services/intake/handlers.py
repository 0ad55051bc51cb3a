"""From the streams to what intake remembers."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from typing import TypeVar

import structlog
from pydantic import ValidationError

from services.intake.domain.known import PlanCodes
from services.intake.ports import Plans
from shared.bus.delivery import Delivery, Handler
from shared.events import Event, EventsSettled, PlanPublished

E = TypeVar("E", bound=Event)

log = structlog.get_logger()


def on_plans(plans: Plans) -> Handler:
    """Return what takes up the codes of published plans; the messages are acknowledged after the commit."""

    async def handle(batch: list[Delivery]) -> None:
        await plans.remember([_codes(plan) for plan in _readable(PlanPublished, batch)])

    return handle


def on_settled(take: Callable[[Collection[EventsSettled]], Awaitable[None]]) -> Handler:
    """Return what hands planning's reports to *take*; they are acknowledged when it returns."""

    async def handle(batch: list[Delivery]) -> None:
        await take(list(_readable(EventsSettled, batch)))

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


def _readable(event: type[E], batch: Sequence[Delivery]) -> Iterator[E]:
    for delivery in batch:
        try:
            yield event.model_validate_json(delivery.payload)
        except ValidationError as error:
            # Our own planning wrote it, and its next message says more than this one: there is nothing to repair.
            log.warning(
                "message.unreadable", kind=event.__name__, position=delivery.position, faults=error.error_count()
            )
