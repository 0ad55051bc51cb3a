"""What another calibration would change on an evaluated day: the same day judged twice, and nothing kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.monitoring.domain.alerts import WATCH_AT, Level, Thresholds
from services.monitoring.domain.calibration import Groups
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.domain.replay import evaluate


@dataclass(frozen=True, slots=True)
class Judged:
    """One evaluation, and the level that its pace alone would have: alerts and their patience are left out."""

    evaluation: Evaluation
    level: Level


@dataclass(frozen=True, slots=True)
class Effect:
    """A series as it is judged now, and as it would be."""

    series: Series
    now: Judged
    proposed: Judged


def recalibrated(plan: Plan, completeness: Sequence[float], groups: Mapping[str, Groups]) -> Plan:
    """Return *plan* as if that had been measured. Raises :class:`UnusablePlan`."""
    calibration = replace(plan.calibration, groups=groups)
    return replace(plan, completeness=tuple(completeness), calibration=calibration)


def effects(plan: Plan, proposed: Plan, cells: Sequence[Cell], day: date) -> Iterator[Effect]:
    """Yield for each judged series how *day* looks by *plan* and by the same plan as *proposed*."""
    columns = (evaluate(one, cells, [day]) for one in (plan, proposed))
    for series, [now], [then] in zip(plan.judged, *columns, strict=True):
        limits = plan.limits(series)
        yield Effect(series, *(Judged(one, level_of(one.pace_probability, limits)) for one in (now, then)))


def level_of(pace_probability: float, limits: Thresholds) -> Level:
    """Return the level of a pace that is seen for the first time and by nothing but its probability."""
    if pace_probability <= limits.critical:
        return Level.CRITICAL
    if pace_probability <= limits.warning:
        return Level.WARNING
    return Level.WATCH if pace_probability <= WATCH_AT else Level.NONE
