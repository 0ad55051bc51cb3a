"""What there is to tell people, before it is put into words."""

from dataclasses import dataclass
from enum import StrEnum

from services.monitoring.domain.alerts import Severity
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change


@dataclass(frozen=True, slots=True)
class Child:
    """A part that stands in warning under the alert of the whole; of a ``small`` count no figures are told."""

    series: str
    severity: Severity
    gap: int
    small: bool


@dataclass(frozen=True, slots=True)
class AlertNotice:
    """What became of an alert, and what it rests on; ``first`` is the change with which others first heard of it."""

    change: Change
    evaluation: Evaluation
    first: str
    children: tuple[Child, ...] = ()


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


Notice = AlertNotice | OperationsNotice
