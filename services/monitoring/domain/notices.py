"""What there is to tell people, before it is put into words."""

from dataclasses import dataclass
from enum import StrEnum

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change


@dataclass(frozen=True, slots=True)
class AlertNotice:
    """What became of an alert, and what it rests on; ``first`` is the change with which others first heard of it."""

    change: Change
    evaluation: Evaluation
    first: str


class Trouble(StrEnum):
    """What keeps people from being told."""

    GIVEN_UP = "given_up"
    SWITCHED_OFF = "switched_off"
    STORM = "storm"


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
class ReportNotice:
    """The report of a ``month`` (2026-09) for one person: what they see of it, as JSON."""

    month: str
    report: str


Notice = AlertNotice | OperationsNotice | ReportNotice
