"""Take events: judge each one, keep what is acceptable, and say what became of them."""

import asyncio
from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.intake.domain.candidate import Candidate, Outcome
from services.intake.domain.refused import Refused
from services.intake.judge import Judge, known_type, showable_id
from services.intake.log_lines import log_refused, log_taken
from services.intake.metrics import EventMetrics
from services.intake.modes import Sent
from services.intake.ports import Archive, Journal, NotedRefusal, Plans
from services.intake.reading import Malformed
from services.intake.refusal_log import RefusalLog
from shared.clock import Clock
from shared.keys import Caller

_AT_A_TIME = 50


class NoPlan(Exception):
    """No plan was published yet: no office and no sector is known, so no event can be judged."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One event that was not taken, and why; *office* is whose it was, as far as that is known."""

    index: int
    id: str | None
    type: str | None
    why: Refused
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the events of one request."""

    accepted: int
    duplicates: int
    refused: Sequence[Refusal]


@dataclass(frozen=True, slots=True)
class _Judged:
    index: int
    candidate: Candidate
    office: str | None


@dataclass(frozen=True, slots=True)
class Reception:
    """Where events are taken.

    Large requests are judged one after the other and in helpings: small ones pass in between, and the first is being
    committed while the second is judged.
    """

    plans: Plans
    journal: Journal
    archive: Archive
    metrics: EventMetrics
    clock: Clock
    refusals: RefusalLog
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, events: Sequence[Sent], caller: Caller, *, dry_run: bool) -> Receipt:
        """Return what became of *events*; with *dry_run* what would have.

        Raises :class:`NoPlan`, and :class:`~services.intake.ports.JournalAway`.
        """
        known = await self.plans.known()
        if known is None:
            raise NoPlan
        good, refused = await self._judge(Judge(known, caller, self.clock()), events)
        outcomes = await self._settle([judged.candidate for judged in good], dry_run=dry_run)
        refused += _reused(good, outcomes)
        if not dry_run:
            self._note(good, outcomes, refused, caller)
        refused.sort(key=lambda refusal: refusal.index)
        return Receipt(outcomes.count(Outcome.ACCEPTED), outcomes.count(Outcome.DUPLICATE), refused)

    async def _judge(self, judge: Judge, events: Sequence[Sent]) -> tuple[list[_Judged], list[Refusal]]:
        if len(events) <= _AT_A_TIME:
            return _judge(judge, events)
        good: list[_Judged] = []
        refused: list[Refusal] = []
        async with self.turn:
            for first in range(0, len(events), _AT_A_TIME):
                some_good, some_refused = _judge(judge, events[first : first + _AT_A_TIME])
                good += some_good
                refused += some_refused
                await asyncio.sleep(0)
        return good, refused

    async def _settle(self, candidates: Sequence[Candidate], *, dry_run: bool) -> Sequence[Outcome]:
        if not candidates:
            return ()
        return await (self.archive.compare(candidates) if dry_run else self.journal.keep(candidates))

    def _note(
        self, good: Sequence[_Judged], outcomes: Sequence[Outcome], refused: Sequence[Refusal], caller: Caller
    ) -> None:
        for result in (Outcome.ACCEPTED, Outcome.DUPLICATE):
            types = (judged.candidate.type for judged, what in zip(good, outcomes, strict=True) if what is result)
            for event_type, number in Tally(types).items():
                self.metrics.count(event_type, result.value, number)
        for refusal in refused:
            self.metrics.count(refusal.type, "refused")
        log_taken([judged.candidate for judged in good], outcomes, caller)
        log_refused([refusal.why for refusal in refused], caller)
        if refused:
            now = self.clock()
            self.refusals.note(
                NotedRefusal(refusal.office, now, refusal.type, refusal.why.name, refusal.why.pointer)
                for refusal in refused
            )


def _judge(judge: Judge, events: Iterable[Sent]) -> tuple[list[_Judged], list[Refusal]]:
    good: list[_Judged] = []
    refused: list[Refusal] = []
    for sent in events:
        if isinstance(sent.event, Malformed):
            why = Refused("malformed", "", str(sent.event))
            refused.append(Refusal(sent.index, None, None, why, judge.office_of({})))
            continue
        office = judge.office_of(sent.event)
        try:
            good.append(_Judged(sent.index, judge.candidate(sent.event), office))
        except Refused as why:
            refused.append(Refusal(sent.index, showable_id(sent.event), known_type(sent.event), why, office))
    return good, refused


def _reused(good: Iterable[_Judged], outcomes: Iterable[Outcome]) -> list[Refusal]:
    detail = "The same source and id came before with other data: a change needs an id of its own."
    return [
        Refusal(
            judged.index, judged.candidate.id, judged.candidate.type, Refused("id-reused", "/id", detail), judged.office
        )
        for judged, what in zip(good, outcomes, strict=True)
        if what is Outcome.ID_REUSED
    ]
