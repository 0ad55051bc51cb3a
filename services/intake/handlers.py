"""From the streams to what intake remembers."""

from collections.abc import Sequence

import structlog
from pydantic import ValidationError

from services.intake.domain.known import PlanCodes
from services.intake.ports import Plans
from shared.bus.subscribe import Delivery, Handler
from shared.events import PlanPublished

log = structlog.get_logger()


def on_plans(plans: Plans) -> Handler:
    """Return what takes up the codes of published plans; the messages are acknowledged after the commit."""

    async def handle(batch: list[Delivery]) -> None:
        await plans.remember(_codes(batch))

    return handle


def _codes(batch: Sequence[Delivery]) -> list[PlanCodes]:
    found: list[PlanCodes] = []
    for delivery in batch:
        try:
            plan = PlanPublished.model_validate_json(delivery.payload)
        except ValidationError as error:
            # Our own planning wrote it, and the next version of the plan replaces it: there is nothing to repair.
            log.warning("plan.unreadable", position=delivery.position, faults=error.error_count())
        else:
            found.append(PlanCodes(plan.plan, plan.plan_version, frozenset(plan.offices), frozenset(plan.sectors)))
    return found
