"""A sender as a process of its own, which a test lets die: sends what is due, so many minutes from now."""

import asyncio
import os
import sys
from datetime import timedelta

from services.monitoring.domain.audience import Channel
from services.monitoring.notify.mail import Smtp
from services.monitoring.notify.sender import Sender
from services.monitoring.notify.wording import Wording
from shared.clock import system_clock
from shared.crash import VARIABLE, arm
from shared.storage import Database


async def send(url: str, smtp: str, minutes: int) -> None:
    """Send what is due in *minutes* from now."""
    database = Database(url, "monitoring")
    clock = lambda: system_clock() + timedelta(minutes=minutes)  # noqa: E731 - a clock
    sender = Sender(database, {Channel.MAIL: Smtp(smtp)}, Wording(""), clock, lambda: 0.0)
    for ones in await sender.take():
        await sender.deliver(ones)
    await database.aclose()


if __name__ == "__main__":
    arm(os.environ.get(VARIABLE, ""))
    asyncio.run(send(sys.argv[1], sys.argv[2], int(sys.argv[3])))
