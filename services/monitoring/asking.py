"""Which plan a caller asks for."""

from datetime import date

from services.monitoring.domain.plan import Plan
from services.monitoring.ports import Records
from services.monitoring.queries import plans_of_the_day
from services.monitoring.visibility import visible_plans
from shared.keys import Caller
from shared.web.problems import Problem


def plan_asked(records: Records, plan: str | None, caller: Caller, today: date) -> Plan:
    """Return the plan of that id; without one that of the day's year, if there is one only."""
    plans = visible_plans(records, caller, today)
    found = [one for one in plans if one.id == plan] if plan else plans_of_the_day(plans, today)
    match found:
        case [one]:
            return one
        case []:
            raise Problem(404, "not-found", "There is no such plan", "Planning has not published it yet.")
        case _:
            names = ", ".join(one.id for one in found)
            raise Problem(409, "several-plans", "Several plans fit", f"Choose one with 'plan': {names}.")
