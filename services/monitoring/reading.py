"""From what planning publishes to the plan that is judged."""

from services.monitoring.domain.plan import Plan, Series
from shared.calendar import WorkingDays
from shared.events import PlanPublished


def plan_of(event: PlanPublished) -> Plan:
    """Return the plan that *event* publishes. Raises :class:`UnusablePlan`."""
    return Plan(
        id=event.plan,
        version=event.plan_version,
        year=event.year,
        district_title=event.district_title,
        offices=frozenset(event.offices),
        series=tuple(
            Series(
                one.id, one.title, one.source, one.tier, one.employed, one.target, one.daily, one.assumption, one.within
            )
            for one in event.series
        ),
        working_days=WorkingDays(event.subdivision, frozenset(event.closed_days)),
        completeness=tuple(event.completeness),
        fed_by_files=frozenset(event.fed_by_files),
    )
