"""Take a monthly file: compare it with the one before, and keep the events that the difference means."""

import asyncio
from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

import structlog

from services.intake.domain.candidate import Outcome
from services.intake.domain.filed import compare
from services.intake.domain.holding_back import reasons_to_hold
from services.intake.domain.known import Known
from services.intake.files.monthly_file import read_file
from services.intake.lines import LineJudge, Sheet
from services.intake.made import made_of
from services.intake.metrics import EventMetrics
from services.intake.ports import Files, NotedRefusal, Plans
from services.intake.refusal_log import RefusalLog
from services.intake.reports import Errand, FedByEvents, HeldBack, NothingAcceptable, NotYet, Report, UnknownOffice
from services.intake.use_cases import NoPlan
from shared.clock import Clock, day_of
from shared.keys import Caller

_AHEAD = timedelta(hours=24)
_MOST_NOTED = 1_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Importing:
    """Where monthly files are taken: one after the other, and read in a thread, so that events pass meanwhile."""

    plans: Plans
    files: Files
    metrics: EventMetrics
    clock: Clock
    refusals: RefusalLog
    committed: Callable[[], None]
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, content: bytes, errand: Errand, caller: Caller) -> Report:
        """Return what became of a file; with ``dry_run`` what would have, and why it would be held back.

        Raises what :mod:`~services.intake.reports`, :mod:`~services.intake.files.monthly_file`,
        :mod:`~services.intake.files.columns` and :class:`~services.intake.ports.Files` name, and :class:`NoPlan`.
        """
        known = await self.plans.known()
        if known is None:
            raise NoPlan
        moment = self._moment(known, errand)
        judge = LineJudge(known, errand.office, errand.month, day_of(moment))
        async with self.turn:
            report = await self._compare(content, judge, errand, moment)
            if report.reasons and not (errand.confirm or errand.dry_run):
                raise HeldBack(report)
            if not errand.dry_run:
                self._note(report.sheet, errand.office)
            if report.sheet.lines and not report.sheet.said:
                raise NothingAcceptable(report)
            if not (errand.dry_run or report.changes_nothing):
                await self._keep(report, caller)
        return report

    def _moment(self, known: Known, errand: Errand) -> datetime:
        """Return when the file became known. Raises when no such file can be taken."""
        now = self.clock()
        moment = errand.known or now
        if errand.office not in known.offices:
            raise UnknownOffice
        if not known.fed_by_files(errand.office, errand.month.year):
            raise FedByEvents
        if moment > now + _AHEAD or errand.month.first > day_of(moment):
            raise NotYet
        return moment

    def _note(self, sheet: Sheet, office: str) -> None:
        now = self.clock()
        self.refusals.note(
            NotedRefusal(office, now, None, fault.name, f"/{fault.line}" + f"/{fault.column}" * bool(fault.column))
            for fault in sheet.faults[:_MOST_NOTED]
        )

    async def _compare(self, content: bytes, judge: LineJudge, errand: Errand, moment: datetime) -> Report:
        sheet, digest = await asyncio.to_thread(_read, content, judge)
        standing = await self.files.standing(errand.office, errand.month.year)
        differences = await asyncio.to_thread(compare, errand.month, sheet.said, standing.filed, sheet.doubt)
        reasons = reasons_to_hold(errand.month, digest, sheet.lines, differences, standing.last)
        return Report(errand, moment, digest, sheet, standing, differences, reasons)

    async def _keep(self, report: Report, caller: Caller) -> None:
        past = await self.files.data_of(report.errand.office, report.differences.of("gone"))
        taken = await asyncio.to_thread(made_of, report, past, caller.key_id, self.clock())
        await self.files.keep(taken)
        self.committed()
        for event_type, number in Tally(event.type for event in taken.events).items():
            self.metrics.count(event_type, Outcome.ACCEPTED.value, number)
        log.info("file.taken", key=caller.key_id, office=report.errand.office, **report.counts)


def _read(content: bytes, judge: LineJudge) -> tuple[Sheet, str]:
    return judge.read(read_file(content)), blake2b(content, digest_size=16).hexdigest()
