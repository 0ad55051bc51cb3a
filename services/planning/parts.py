"""What planning is made of, wired once and handed to handlers and routes."""

from dataclasses import dataclass

from services.planning.metrics import PlanningMetrics
from services.planning.storage.plans import PlanShelf
from shared.bus.relay import Relay
from shared.clock import Clock
from shared.storage import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one running planning service."""

    database: Database
    shelf: PlanShelf
    metrics: PlanningMetrics
    relay: Relay
    clock: Clock
    language: str
