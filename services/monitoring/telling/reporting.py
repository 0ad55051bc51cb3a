"""Queue for operations that reports of entries come later or earlier than calibrated, and that this is over."""

from collections.abc import Iterable

from services.monitoring.domain.audience import to_operations
from services.monitoring.domain.notices import ReportingNotice
from services.monitoring.ports import Memory
from shared.events import FulfilmentCounted, ReportingPace

_AS_CALIBRATED = "as_calibrated"


def tell_of_reporting(counted: Iterable[FulfilmentCounted], memory: Memory) -> None:
    """Keep the newest verdict on each plan, and tell when it has changed; however often it comes, it is told once."""
    for message in counted:
        if message.reporting is not None:
            before = memory.reporting(message.plan)
            if memory.keep_reporting(message.plan, message.reporting) and _is_news(before, message.reporting):
                _tell(message.plan, message.reporting, memory)


def _is_news(before: ReportingPace | None, now: ReportingPace) -> bool:
    return now.verdict != (before.verdict if before else _AS_CALIBRATED)


def _tell(plan: str, reporting: ReportingPace, memory: Memory) -> None:
    notice = f"reporting-{plan}-{reporting.since.isoformat()}-{reporting.verdict}"
    said = ReportingNotice(reporting.verdict, reporting.observed_days, reporting.calibrated_days, reporting.since)
    memory.queue({notice: said}, list(to_operations(notice, plan, memory.people(plan))))
