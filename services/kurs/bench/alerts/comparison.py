"""The product's method beside other rules, all of them with the same rate of false alarms."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from services.kurs.bench.alerts.measures import before_october, weeks
from services.kurs.bench.alerts.outcomes import NEVER
from services.kurs.bench.alerts.rivals import COMPARED, month_ends
from services.kurs.bench.alerts.runs import Runs
from services.kurs.bench.alerts.scenarios import EMPLOYEES, FROM, ON_PLAN, TOTAL
from services.kurs.bench.alerts.world import World
from services.monitoring.domain.arrays import Counts, Floats

FALSE_ALARMS = 0.05
"""The share of on-plan years in which each rule gives an alarm on a series."""

RULES = ("linear", "phased", "cusum", "method")
_MONTHLY = ("linear", "phased")
_DROPS = (("total-30", TOTAL), ("total-50", TOTAL), ("employees-50", EMPLOYEES))


@dataclass(frozen=True, slots=True)
class Seen:
    """How soon a rule sees a drop: half of the years within so many weeks, which share of them before 1 October."""

    rule: str
    scenario: str
    weeks: float
    before_october: float


def comparison(runs: Runs) -> Iterator[Seen]:
    """Yield how soon each rule sees each drop."""
    for scenario, series in _DROPS:
        for rule in RULES:
            on_plan = getattr(runs[ON_PLAN.key].paths, rule)[:, :, COMPARED.index(series)]
            limit = float(np.quantile(on_plan.min(axis=1), FALSE_ALARMS))
            days = _alarms(getattr(runs[scenario].paths, rule)[:, :, 0], limit, rule)
            yield Seen(rule, scenario, weeks(days, 0.5), before_october(days))


def _alarms(path: Floats, limit: float, rule: str) -> Counts:
    """Return the first day of each year, from the drop on, on which *path* does not exceed *limit*."""
    days = World().days
    looks = [days[end] for end in month_ends(days)] if rule in _MONTHLY else days
    numbers = np.array([day.timetuple().tm_yday - 1 for day in looks])
    alarms = (path <= limit) & np.array([day >= FROM for day in looks])
    return np.where(alarms.any(axis=1), numbers[alarms.argmax(axis=1)], NEVER)
