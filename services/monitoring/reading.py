"""From what planning publishes to the plan that is judged."""

from services.monitoring.domain.alerts import Preset
from services.monitoring.domain.calibration import Calibration, Groups
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.domain.versions import Version, version_of
from shared.calendar import WorkingDays
from shared.clock import day_of
from shared.events import Calibration as Measured
from shared.events import PlannedSeries, PlanPublished


def plan_of(event: PlanPublished) -> Plan:
    """Return the plan that *event* publishes. Raises :class:`UnusablePlan`."""
    return Plan(
        id=event.plan,
        version=event.plan_version,
        year=event.year,
        district_title=event.district_title,
        offices=frozenset(event.offices),
        series=tuple(_series(one) for one in event.series),
        working_days=WorkingDays(event.subdivision, frozenset(event.closed_days)),
        completeness=tuple(event.completeness),
        preset=Preset(event.preset),
        calibration=_calibration(event.calibration),
        fed_by_files=frozenset(event.fed_by_files),
    )


def state_of(event: PlanPublished) -> Version:
    """Return which state of a plan *event* publishes, and from when on it holds. Raises :class:`UnusablePlan`."""
    return version_of(plan_of(event), event.valid_from, day_of(event.recordedtime))


def _series(published: PlannedSeries) -> Series:
    return Series(
        id=published.id,
        title=published.title,
        source=published.source,
        tier=published.tier,
        employed=published.employed,
        target=published.target,
        daily=published.daily,
        assumption=published.assumption,
        within=published.within,
        exposure_from=published.exposure_from,
        started=published.started or 0,
    )


def _calibration(published: Measured) -> Calibration:
    return Calibration(
        version=published.version,
        origin=published.origin,
        entries=published.entries,
        measured_on=published.measured_on,
        groups={series: Groups(one.entries, one.squares) for series, one in published.groups.items()},
    )
