"""Who may plan: the district's managers. What a plan would change shows figures that no office may see."""

from typing import Annotated

from fastapi import Depends, Path, Query

from services.planning.domain.plan import Plan
from services.planning.storage.plans import PlanBook
from shared.keys import Caller
from shared.web.access import district_with
from shared.web.problems import Problem

Language = Annotated[str | None, Query(pattern="^(de|en)$", description="Default: KURS_LANGUAGE.")]
VersionNumber = Annotated[int, Path(ge=1, le=10**6)]


Planner = Annotated[
    Caller, Depends(district_with("manage", "Planning is the district's", "Use a key of the district with 'manage'."))
]


def version_of(book: PlanBook, plan: str, number: int) -> Plan:
    """Return a published version. Raises :class:`Problem`."""
    found = next((one for one in book.versions if (one.id, one.version) == (plan, number)), None)
    if found is None:
        raise no_such_version()
    return found


def no_such_version() -> Problem:
    """Return the answer to who asks for a version that is not published."""
    return Problem(404, "not-found", "There is no such version", "GET /v1/plans lists all of them.")


def refusal(faults: tuple[str, ...]) -> Problem:
    """Return the answer to who sends a plan that cannot be used, with all its *faults*."""
    return Problem(422, "plan-refused", "The plan cannot be used", "; ".join(faults), faults=list(faults))
