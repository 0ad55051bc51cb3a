"""A version of a plan as it is listed."""

from services.planning.answers import PlanListed
from services.planning.domain.plan import Plan


def list_plan(plan: Plan) -> PlanListed:
    """Return what is told of *plan*."""
    owing = [series for series in plan.series if series.target is not None]
    assumed = {series.id: series.assumption for series in owing if series.assumption}
    return PlanListed(
        id=plan.id,
        version=plan.version,
        year=plan.year,
        valid_from=plan.valid_from,
        district=plan.district,
        offices=dict(plan.offices),
        targets={series.id: series.target for series in owing if series.target is not None},
        reason=plan.reason,
        author=plan.author,
        mode=plan.mode,
        unallocated=dict(plan.unallocated),
        sources={series.id: series.source for series in owing if series.source},
        assumptions={**assumed, "phasing": plan.phasing_assumption} if plan.phasing_assumption else assumed,
    )
