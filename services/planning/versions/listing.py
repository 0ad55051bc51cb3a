"""A version of a plan as it is listed."""

from services.planning.domain.plan import Plan
from services.planning.storage.plans import PlanBook
from services.planning.versions.answers import PlanDifference, PlanListed
from shared.clock import from_micros


def list_plan(plan: Plan, book: PlanBook, difference: PlanDifference | None = None) -> PlanListed:
    """Return what is told of *plan*, one of *book* or not yet, and the *difference* that it would make."""
    owing = [series for series in plan.series if series.target is not None]
    assumed = {series.id: series.assumption for series in owing if series.assumption}
    at = book.frozen.get(plan.id)
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
        preset=plan.preset,
        unallocated=dict(plan.unallocated),
        sources={series.id: series.source for series in owing if series.source},
        assumptions={**assumed, "phasing": plan.phasing_assumption} if plan.phasing_assumption else assumed,
        frozen=None if at is None else from_micros(at),
        difference=difference,
    )
