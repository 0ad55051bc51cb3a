"""Everything that tells people, wired from the settings."""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from prometheus_client import CollectorRegistry, Gauge

from services.monitoring.domain.audience import Channel
from services.monitoring.notify.alertmanager import Alertmanager
from services.monitoring.notify.mail import Folder, Smtp
from services.monitoring.notify.message import Way
from services.monitoring.notify.sender import Sender
from services.monitoring.notify.webhook import Webhooks
from services.monitoring.notify.webhook_keys import WebhookKeys
from services.monitoring.notify.wording import Wording
from services.monitoring.storage.outgoing import in_states, oldest_due
from shared.clock import system_clock
from shared.settings import Settings
from shared.storage import Database

_STATES = ("waiting", "failed")


class Delivery:
    """The sender with its channels, Alertmanager if one is set, and their figures.

    All of it lives by the machine's clock: servers, signatures and people do, even when the day of the plan is fixed.
    """

    def __init__(self, database: Database, settings: Settings, registry: CollectorRegistry) -> None:
        """Wire the channels; nothing connects yet."""
        self.wall = system_clock
        wording = Wording(settings.page)
        ways = {Channel.MAIL: _mail(settings), Channel.WEBHOOK: Webhooks(WebhookKeys(settings.webhook_keys), self.wall)}
        jitter = random.random
        self.sender = Sender(database, ways, wording, self.wall, jitter)
        self._alertmanager: Alertmanager | None = None
        if url := settings.alertmanager_url:
            self._alertmanager = Alertmanager(url, database, self.wall, wording, settings.language)
        self._database = database
        each = ("channel", "state")
        self._number = Gauge(
            "kurs_notifications", "Notifications on their way or failed for good.", each, registry=registry
        )
        self._oldest = Gauge(
            "kurs_notification_oldest_due_seconds", "Age of the oldest that is due.", registry=registry
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tell people in the background."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.sender.running())
            if self._alertmanager:
                await stack.enter_async_context(self._alertmanager.running())
            yield

    async def show(self) -> None:
        """Bring the figures up to date."""
        numbers = await self._database.read(in_states)
        for channel in Channel:
            for state in _STATES:
                self._number.labels(channel.value, state).set(numbers.get((channel.value, state), 0))
        self._oldest.set(await self._database.read(oldest_due, self.wall()))


def _mail(settings: Settings) -> Way:
    if settings.outbox:
        return Folder(settings.outbox)
    return Smtp(settings.smtp_url.get_secret_value())
