"""What happens to a district's entries: on plan, or from 1 March on less of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from services.kurs.bench.alerts.world import PLACES, YEAR, World
from services.monitoring.domain.arrays import Floats

FROM = date(YEAR, 3, 1)
"""The day on which a drop begins."""

TOTAL, EMPLOYEES, SECTOR = "entries", "employees", "sector/60"

_DIP, _CATCHING_UP = timedelta(weeks=8), timedelta(weeks=16)
_DIP_TO = 0.4
_DRIFT_TO = 0.4


@dataclass(frozen=True, slots=True)
class Scenario:
    """The pace of the places that count in ``series``, by working day: 1 is the plan's; ``watched`` is looked at."""

    key: str
    series: str
    pace: Callable[[World], Floats]
    watched: tuple[str, ...]

    def watches(self, series: str) -> bool:
        """Say whether *series* is looked at; without any named, all of them are."""
        return not self.watched or series in self.watched

    def paces(self, world: World) -> Floats:
        """Return how many times the plan's entries begin: one row a working day, one column a place."""
        met = [self.series in place.series for place in PLACES]
        return np.where(met, self.pace(world)[:, None], 1.0)


def _as_planned(world: World) -> Floats:
    return np.ones(len(world.days))


def _from_march(pace: float) -> Callable[[World], Floats]:
    return lambda world: np.where(_between(world, FROM, date.max), pace, 1.0)


def _dip(world: World) -> Floats:
    """Eight weeks at 40 %; what was missed is caught up within the sixteen weeks that follow."""
    dip = _between(world, FROM, FROM + _DIP)
    after = _between(world, FROM + _DIP, FROM + _DIP + _CATCHING_UP)
    missed = (1 - _DIP_TO) * world.phasing[dip].sum() / world.phasing[after].sum()
    return np.select([dip, after], [_DIP_TO, 1 + missed], 1.0)


def _drift(world: World) -> Floats:
    """From 1 March on a little less every day, 40 % at the year's end."""
    passed = np.array([(day - FROM) / (world.days[-1] - FROM) for day in world.days])
    return np.asarray(1 - (1 - _DRIFT_TO) * np.maximum(passed, 0.0), dtype=np.float64)


def _between(world: World, first: date, end: date) -> NDArray[np.bool_]:
    return np.array([first <= day < end for day in world.days])


ON_PLAN = Scenario("on-plan", TOTAL, _as_planned, ())
DROPS = (
    Scenario("total-30", TOTAL, _from_march(0.7), (TOTAL,)),
    Scenario("total-50", TOTAL, _from_march(0.5), (TOTAL,)),
    Scenario("total-stop", TOTAL, _from_march(0.0), (TOTAL,)),
    Scenario("employees-50", EMPLOYEES, _from_march(0.5), (EMPLOYEES,)),
    Scenario("sector-stop", SECTOR, _from_march(0.0), (SECTOR,)),
)
OTHERS = (
    Scenario("sector-50", SECTOR, _from_march(0.5), (SECTOR,)),
    Scenario("dip", TOTAL, _dip, (TOTAL,)),
    Scenario("drift", TOTAL, _drift, (TOTAL,)),
)
SCENARIOS = (ON_PLAN, *DROPS, *OTHERS)
