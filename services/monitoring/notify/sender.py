"""Sends what is due: leased, sent outside of any transaction, marked; at least once, with the same id each time."""

import asyncio
import math
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from services.monitoring.domain.audience import Channel
from services.monitoring.domain.retries import Chance
from services.monitoring.notify.message import Gone, Message, NeverTaken, NotTaken, Way
from services.monitoring.notify.wording import Wording
from services.monitoring.queries import with_what_was
from services.monitoring.storage import outcomes
from services.monitoring.storage.digests import gather
from services.monitoring.storage.leasing import Leased, anything_due, lease, notices_in, schedule
from services.monitoring.storage.records import SqlRecords
from shared.background import in_background
from shared.clock import Clock
from shared.crash import crash_point
from shared.storage import Database

_LOOK_EVERY_S = 1.0
_AT_ONCE = 100
_LEASE = timedelta(minutes=3)
_LONGEST = timedelta(minutes=1)
"""No attempt takes longer; a lease with less left is given back."""

_SILENT_S = 15.0

log = structlog.get_logger()


class Sender:
    """Sends what is due for as long as it runs: recipients beside each other, what goes to one in turn."""

    def __init__(
        self, database: Database, ways: Mapping[Channel, Way], wording: Wording, wall: Clock, chance: Chance
    ) -> None:
        """Send over *ways*; *wall* is the machine's clock: other machines and people wait by it."""
        self._database = database
        self._ways = ways
        self._wording = wording
        self._wall = wall
        self._chance = chance
        self._busy: set[str] = set()
        self._news = asyncio.Event()
        self._looked = time.monotonic()
        self._failing = False

    def wake(self) -> None:
        """Say that something was queued just now."""
        self._news.set()

    async def fault(self) -> str | None:
        """Return ``sending-stopped`` or ``sending-failing`` while nothing can be sent, or None."""
        if time.monotonic() - self._looked > _SILENT_S:
            return "sending-stopped"
        return "sending-failing" if self._failing else None

    def running(self) -> AbstractAsyncContextManager[None]:
        """Send in the background."""
        return in_background(self._run())

    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                while True:
                    self._news.clear()
                    await self._look(tasks)
                    await self._wait_for_news()
        finally:
            self._looked = -math.inf

    async def _look(self, tasks: asyncio.TaskGroup) -> None:
        try:
            for ones in await self.take():
                tasks.create_task(self.deliver(ones))
            self._failing = False
        except Exception:  # a sender that dies would go unnoticed: readiness says so, and the next look tries again
            self._failing = True
            log.exception("sending.failed")
        self._looked = time.monotonic()

    async def _wait_for_news(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_EVERY_S):
                await self._news.wait()

    async def take(self) -> list[list[Leased]]:
        """Lease what is due, by recipient; these are busy until :meth:`deliver` is done with them."""
        now = self._wall()
        if not await self._database.read(anything_due, now):
            return []
        by_recipient: dict[str, list[Leased]] = {}
        for one in await self._database.write(_take, now, self._busy):
            by_recipient.setdefault(one.recipient, []).append(one)
        self._busy.update(by_recipient)
        return list(by_recipient.values())

    async def deliver(self, ones: Sequence[Leased]) -> None:
        """Send *ones*, which go to one recipient, one after the other; the rest waits with the first that must wait."""
        ends = self._wall() + _LEASE - _LONGEST
        try:
            for place, one in enumerate(ones):
                again = await self._tell(one)
                if again or self._wall() > ends:
                    await self._database.write(outcomes.put_back, ones[place + 1 :], again)
                    break
        except (SQLAlchemyError, OSError) as error:
            # Their leases end, and they are sent again with the same ids.
            log.warning("notification.not-noted", error=type(error).__name__)
        finally:
            self._busy.discard(ones[0].recipient)

    async def _tell(self, one: Leased) -> datetime | None:
        """Send one notification; return when to try again, None when it is done with."""
        try:
            await self._send(one)
        except NeverTaken as refusal:
            await self._database.write(self._refused, one, refusal)
        except NotTaken as fault:
            return await self._failed(one, str(fault))
        except (SQLAlchemyError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - what nobody foresaw is tried again, and not without end
            return await self._failed(one, type(error).__name__)
        else:
            crash_point("monitoring.sent-not-noted")
            await self._database.write(outcomes.arrived, one)
            log.info("notification.sent", notification=one.id, channel=one.channel)
        return None

    async def _send(self, one: Leased) -> None:
        message = await self._database.read(self._message, one)
        crash_point("monitoring.leased-not-sent")
        await self._ways[one.channel].send(message)

    def _message(self, connection: Connection, one: Leased) -> Message:
        if outcomes.is_off(connection, one):
            raise NeverTaken("switched-off")
        records = SqlRecords(connection)
        plan = with_what_was(records, next(plan for plan in records.plans() if plan.id == one.plan))
        return self._wording.message(one, notices_in(connection, one), plan)

    async def _failed(self, one: Leased, reason: str) -> datetime | None:
        log.warning("notification.not-taken", notification=one.id, channel=one.channel, reason=reason)
        return await self._database.write(outcomes.failed, one, reason, self._wall(), self._chance)

    def _refused(self, connection: Connection, one: Leased, refusal: NeverTaken) -> None:
        log.warning("notification.refused", notification=one.id, channel=one.channel, reason=str(refusal))
        if isinstance(refusal, Gone):
            outcomes.switch_off(connection, one, str(refusal), self._wall())
        outcomes.give_up(connection, one, str(refusal))


def _take(connection: Connection, now: datetime, busy: set[str]) -> Sequence[Leased]:
    schedule(connection, now)
    gather(connection, now)
    return lease(connection, now, _LEASE, busy, _AT_ONCE)
