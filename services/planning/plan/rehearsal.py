"""A plan computed before anybody publishes it, without the figures that publication fills in."""

from fractions import Fraction
from typing import NamedTuple

from services.planning.domain.pace import MONTHS
from services.planning.domain.plan import Plan
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import read_plan
from services.planning.plan.paces import unresolved
from services.planning.plan.quotas import Quotas
from services.planning.plan.targets import Resolved


class Rehearsed(NamedTuple):
    """A plan, and the series whose months are known only when it is published."""

    plan: Plan
    at_publication: frozenset[str]


def rehearse(text: bytes, before: bytes | None = None) -> Rehearsed:
    """Compute the plan in *text*, after the version in *before* if there is one. Raises :class:`PlanRefused`."""
    earlier = rehearse(before).plan if before else None
    document = read_plan(text).model_copy(update={"resolved": None})
    quotas = Quotas(document)
    waiting = set(unresolved(document, quotas.found))
    evenly = {series: dict.fromkeys(MONTHS, Fraction(1)) for series in waiting}
    if earlier and document.revision.mode == "start_anew":
        waiting |= quotas.found.keys() - document.revision.started.keys()
    plan = compile_plan(document.model_copy(update={"resolved": Resolved(months=evenly)}), earlier)
    return Rehearsed(plan, frozenset(waiting | _made_of(waiting, quotas)))


def _made_of(waiting: set[str], quotas: Quotas) -> set[str]:
    """Return the wholes whose months are the sums of parts that wait."""
    return {id_ for id_, quota in quotas.found.items() if waiting.intersection(quota.parts)}
