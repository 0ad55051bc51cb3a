"""A sign that the chain works."""

from typing import Literal

from shared.events.base import Event, Instant


class CanarySent(Event):
    """Intake was alive ``at`` this moment of its machine; it is no event of anybody, and counts nowhere."""

    event: Literal["canary.sent"] = "canary.sent"
    version: Literal[1] = 1
    at: Instant
