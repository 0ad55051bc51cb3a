"""What else the years show: figures without a limit, beside what was found when the method was designed."""

from collections.abc import Callable
from dataclasses import dataclass

from services.kurs.bench.alerts.goals import Unit
from services.kurs.bench.alerts.measures import before_october, happened, resolved, weeks
from services.kurs.bench.alerts.runs import Runs
from services.kurs.bench.alerts.scenarios import EMPLOYEES, ON_PLAN, TOTAL
from services.kurs.bench.alerts.world import NAMES


@dataclass(frozen=True, slots=True)
class Further:
    """A figure without a limit."""

    key: str
    unit: Unit
    measure: Callable[[Runs], float]
    reference: str


def _flagged(series: str) -> Callable[[Runs], float]:
    return lambda runs: float(happened(runs[ON_PLAN.key].outcome.at_risk)[:, NAMES.index(series)].mean())


def _right(series: str) -> Callable[[Runs], float]:
    def share(runs: Runs) -> float:
        outcome, column = runs[ON_PLAN.key].outcome, NAMES.index(series)
        flagged = happened(outcome.at_risk[:, column])
        return float(outcome.missed[flagged, column].mean()) if flagged.any() else 1.0

    return share


FURTHER = (
    Further("flag-total", "share", _flagged(TOTAL), "18 %"),
    Further("flag-total-right", "share", _right(TOTAL), "83 %"),
    Further("flag-employees", "share", _flagged(EMPLOYEES), "34 %"),
    Further("flag-employees-right", "share", _right(EMPLOYEES), "90 %"),
    Further("sector-50-pace", "share", lambda runs: before_october(runs["sector-50"].outcome.warned_since), "9 %"),
    Further("sector-50-flag", "share", lambda runs: before_october(runs["sector-50"].outcome.at_risk), "54 %"),
    Further("dip-resolved", "share", lambda runs: resolved(runs["dip"].outcome), "99 %"),
    Further("drift-half", "weeks", lambda runs: weeks(runs["drift"].outcome.warned_since, 0.5), "–"),
    Further("practice-linear", "number", lambda runs: float(runs[ON_PLAN.key].paths.alarms_linear.mean()), "25–31"),
    Further("practice-phased", "number", lambda runs: float(runs[ON_PLAN.key].paths.alarms_phased.mean()), "–"),
)
