"""What there is to tell people, before it is put into words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from services.monitoring.domain.alerts import Severity
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change
from services.monitoring.domain.reasons import Reasons
from services.monitoring.domain.silence import FeedDay


@dataclass(frozen=True, slots=True)
class Child:
    """A part whose alert stands under that of the whole."""

    series: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class AlertNotice:
    """What became of an alert, and what it rests on; ``first`` is the change with which others first heard of it.

    ``reasons`` are those of the evaluation's day.
    """

    change: Change
    evaluation: Evaluation
    first: str
    reasons: Reasons | None = None
    children: tuple[Child, ...] = ()


@dataclass(frozen=True, slots=True)
class SilenceNotice:
    """What became of the alert about a silent office; ``feed`` is what was heard of it, None when it left the plan.

    ``first`` is the change with which others first heard of it.
    """

    change: Change
    office: str
    feed: FeedDay | None
    first: str


class Trouble(StrEnum):
    """What keeps people from being told.

    ``CHAIN_SILENT``: nothing comes through the chain any more; ``INTAKE_SILENT``: its figures do, and intake's sign of
    life does not; ``CHAIN_BACK``: it does again. They concern no channel and no person; ``reason`` is a time.
    """

    GIVEN_UP = "given_up"
    SWITCHED_OFF = "switched_off"
    STORM = "storm"
    CHAIN_SILENT = "chain_silent"
    INTAKE_SILENT = "intake_silent"
    CHAIN_BACK = "chain_back"


@dataclass(frozen=True, slots=True)
class OperationsNotice:
    """Something for those who keep the product running: it concerns the ``channel`` to a ``person`` of the plan.

    ``reason`` is a code or a number of notifications; never an address, and nothing of what was to be told.
    """

    trouble: Trouble
    channel: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportingNotice:
    """Entries become known later or earlier than calibrated since a day, or as calibrated again (days, on average)."""

    verdict: Literal["as_calibrated", "slower", "faster"]
    observed_days: float
    calibrated_days: float
    since: date


@dataclass(frozen=True, slots=True)
class ReportNotice:
    """The report of a ``month`` (2026-09) for one person: what they see of it, as JSON."""

    month: str
    report: str


Notice = AlertNotice | SilenceNotice | OperationsNotice | ReportingNotice | ReportNotice
