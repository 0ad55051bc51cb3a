"""Requests of any size are taken side by side."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry

from services.intake.domain.candidate import Candidate, Outcome, settle
from services.intake.domain.known import Known, PlanCodes
from services.intake.metrics import EventMetrics
from services.intake.modes import Sent
from services.intake.ports import JournalAway, NotedRefusal, Page, Record
from services.intake.refusal_log import RefusalLog
from services.intake.use_cases import Receipt, Reception
from shared.keys import Caller
from tests.support.offered import OFFICES, SECTORS, an_entry

DISTRICT = Caller("d", None, frozenset({"emit"}))
LARGE = 500


class Memory:
    """A journal and the plans, in memory."""

    def __init__(self) -> None:
        """Know one plan and no event."""
        self._known: dict[str, str] = {}

    async def keep(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        return settle(candidates, self._known, len(self._known)).outcomes

    async def compare(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        return settle(candidates, dict(self._known), 0).outcomes

    async def find(self, source: str, event_id: str) -> Record | None:
        raise NotImplementedError

    async def page(self, after: int, limit: int) -> Page:
        raise NotImplementedError

    async def remember(self, plans: Collection[PlanCodes]) -> None:
        raise NotImplementedError

    async def known(self) -> Known:
        return Known.of([PlanCodes("p", 1, 2026, frozenset(OFFICES), frozenset(SECTORS))])


async def nowhere(_: Sequence[NotedRefusal]) -> None:
    raise JournalAway


def a_reception() -> Reception:
    memory = Memory()
    metrics = EventMetrics(CollectorRegistry())
    return Reception(memory, memory, memory, metrics, lambda: datetime(2026, 10, 15, tzinfo=UTC), RefusalLog(nowhere))


def events(number: int) -> list[Sent]:
    return [Sent(index, an_entry(revision=index % 100)) for index in range(number)]


async def test_a_large_request_is_judged_in_helpings_and_answered_as_one() -> None:
    receipt = await a_reception().take(events(LARGE), DISTRICT, dry_run=False)

    assert (receipt.accepted, receipt.duplicates) == (LARGE - 5, 0)
    assert [refusal.index for refusal in receipt.refused] == [0, 100, 200, 300, 400]


async def test_a_small_request_passes_while_large_ones_are_judged() -> None:
    reception = a_reception()
    answered: list[int] = []

    async def take(number: int) -> Receipt:
        receipt = await reception.take(events(number), DISTRICT, dry_run=False)
        answered.append(number)
        return receipt

    await asyncio.gather(take(LARGE), take(LARGE + 1), take(2), take(1))

    assert answered == [2, 1, LARGE, LARGE + 1]
