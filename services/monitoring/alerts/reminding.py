"""What the tick does with alerts that people have left alone: it opens them again, or tells the next one."""

from collections.abc import Iterable
from datetime import datetime

from services.monitoring.alerts.cases import Case, cases_of, do, record
from services.monitoring.domain.alerts import Turn
from services.monitoring.domain.deeds import What, Wish
from services.monitoring.domain.handling import Escalation, State
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.rollup import Family
from services.monitoring.ports import Memory
from shared.clock import day_of


def remind(plan: Plan, told: Iterable[Change], memory: Memory, now: datetime) -> None:
    """Open again what was acknowledged or snoozed until a day that is over, and escalate what nobody acknowledged.

    What has risen, as others were *told* just now, is open again, too: late knowledge may have it rise on a day before
    somebody acknowledged it who knew nothing of that.
    """
    risen = {change.alert for change in told if change.turn is Turn.ROSE}
    cases = list(cases_of(memory, plan))
    family, escalation = Family(plan, [case.alert for case in cases]), memory.escalation(plan.id)
    for case in cases:
        if case.alert.resolved_on is None:
            handling = case.handling(day_of(now))
            if case.known_as in risen and handling.state is not State.OPEN:
                record(case, Wish(What.REOPEN), memory, now)
            elif handling.ran_out:
                do(case, Wish(What.REOPEN), memory, now)
            elif escalation and _escalates(case, family, escalation, now):
                do(case, Wish(What.ESCALATE), memory, now)


def _escalates(case: Case, family: Family, escalation: Escalation, now: datetime) -> bool:
    """Say whether nobody has acknowledged for too long what people were told of by itself."""
    if case.known is None or family.parent(case.alert):
        return False
    return escalation.due(case.alert, case.handling(day_of(now)), day_of(now), case.plan.working_days)
