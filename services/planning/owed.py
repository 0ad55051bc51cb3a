"""What comparing plans needs of their arithmetic: the plan of a document, what is owed, and what is reported."""

from datetime import date, timedelta
from fractions import Fraction

from services.planning.compile import compile_plan
from services.planning.document import PlanDocument
from services.planning.domain.pace import expected
from services.planning.domain.plan import Plan, Series
from services.planning.domain.reporting import provisional_from


def plan_of(document: PlanDocument) -> Plan:
    """Return the plan that *document* would be if it were published. Raises :class:`PlanRefused`."""
    return compile_plan(document)


def owed_by(plan: Plan, series: Series, on: date) -> Fraction | None:
    """Return the entries that *series* of *plan* owes by the end of *on*; None without a target."""
    return None if series.months is None else expected(series.months, plan.year, plan.calendar, on)


def last_complete(known: date) -> date:
    """Return the newest start day whose reporting is complete on the day *known*."""
    return provisional_from(known) - timedelta(days=1)
