"""What planning is made of, wired once and handed to handlers and routes."""

import asyncio
from dataclasses import dataclass, field

from services.planning.arriving.settler import Settler
from services.planning.calibration.delays import Delays
from services.planning.domain.brake import Brake
from services.planning.metrics import PlanningMetrics
from services.planning.quarantine.sealing import Seal
from services.planning.storage.plans import PlanShelf
from shared.bus.relay import Relay
from shared.clock import Clock
from shared.storage import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one running planning service.

    *clock* tells the day of the plan, which may be fixed; *wall* is the machine's own, for what processes do.
    """

    database: Database
    shelf: PlanShelf
    metrics: PlanningMetrics
    relay: Relay
    settler: Settler
    seal: Seal
    clock: Clock
    wall: Clock
    language: str
    delays: Delays = field(default_factory=Delays)
    brake: Brake = field(default_factory=Brake)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the brake is released."""

    def committed(self) -> None:
        """Say that something was committed: it is to be published, and settled."""
        self.relay.wake()
        self.settler.wake()
