"""What the tick does with alerts that people have left alone: it opens them again, or tells the next one."""

from datetime import datetime

from services.monitoring.cases import Case, cases_of, do
from services.monitoring.domain.deeds import What, Wish
from services.monitoring.domain.handling import Escalation
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.rollup import Family
from services.monitoring.ports import Memory
from shared.clock import day_of


def remind(plan: Plan, memory: Memory, now: datetime) -> None:
    """Open again what was acknowledged or snoozed until a day that is over, and escalate what nobody acknowledged."""
    cases = list(cases_of(memory, plan))
    family, escalation = Family(plan, [case.alert for case in cases]), memory.escalation(plan.id)
    for case in cases:
        if case.alert.resolved_on is None:
            if case.handling(day_of(now)).ran_out:
                do(case, Wish(What.REOPEN), memory, now)
            elif escalation and _escalates(case, family, escalation, now):
                do(case, Wish(What.ESCALATE), memory, now)


def _escalates(case: Case, family: Family, escalation: Escalation, now: datetime) -> bool:
    """Say whether nobody has acknowledged for too long what people were told of by itself."""
    if case.known is None or family.parent(case.alert):
        return False
    return escalation.due(case.alert, case.handling(day_of(now)), day_of(now), case.plan.working_days)
