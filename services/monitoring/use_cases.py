"""What monitoring does: take up plans, keep counts, and play the days that are due."""

from collections.abc import Sequence
from datetime import date, datetime

from services.monitoring.domain.announcing import news
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Stretch, play
from services.monitoring.facts import fact
from services.monitoring.ports import Memory, Progress, Records, Writing
from services.monitoring.reminding import remind
from services.monitoring.telling import tell
from shared.clock import Clock, day_of
from shared.crash import crash_point
from shared.events import FulfilmentCounted, PlanPublished


async def take_up_plans(plans: Sequence[PlanPublished], writing: Writing) -> int:
    """Keep the newest version of each plan; return how many were new."""
    return await writing(_take_up, plans)


def _take_up(memory: Memory, plans: Sequence[PlanPublished]) -> int:
    # Sorted: two replicas then never wait for each other in a circle.
    return sum(memory.take_up(plan) for plan in sorted(plans, key=lambda plan: plan.plan))


async def record_fulfilment(counted: Sequence[FulfilmentCounted], writing: Writing) -> int:
    """Keep what planning has counted; return how many cells were new."""
    return await writing(_record, counted)


def _record(memory: Memory, counted: Sequence[FulfilmentCounted]) -> int:
    new = memory.count(counted)
    crash_point("monitoring.before-commit")
    return new


def due_plans(records: Records, today: date) -> list[tuple[Plan, Progress]]:
    """Return the plans whose evaluations are not those of the days completed before *today*.

    A plan without any figure is never due: no data is not "behind".
    """
    progress = {one.plan: one for one in records.progress()}
    return [
        (plan, progress[plan.id])
        for plan in records.plans()
        if plan.id in progress and _due(plan, progress[plan.id], today)
    ]


def _due(plan: Plan, progress: Progress, today: date) -> bool:
    return progress.counted and progress.valid_through != plan.last_evaluable(today)


async def play_due_days(plan_id: str, writing: Writing, clock: Clock) -> None:
    """Evaluate the days of a plan that are due, as one transaction with what it announces."""
    await writing(_play_due_days, plan_id, clock())


def _play_due_days(memory: Memory, plan_id: str, now: datetime) -> None:
    memory.hold(plan_id)
    for plan, progress in due_plans(memory, day_of(now)):
        if plan.id == plan_id:
            _play(plan, progress, memory, day_of(now))
            _announce(plan, memory, now)
    crash_point("monitoring.evaluated-not-committed")


def _play(plan: Plan, progress: Progress, memory: Memory, today: date) -> None:
    """Take back what no longer holds and play the days that follow it."""
    last = plan.last_evaluable(today)
    holds = min(progress.valid_through, last) if progress.valid_through and last else None
    memory.take_back(plan.id, holds)
    days = list(plan.days_to_evaluate(after=holds, today=today))
    cells = memory.cells(plan.id, days[0], days[-1]) if days else ()
    memory.keep(plan.id, play([Stretch(plan, days)], cells, memory.standings(plan.id)), last)


def _announce(plan: Plan, memory: Memory, now: datetime) -> None:
    """Tell what is new on the last completed working day; what happened earlier is kept and not told."""
    day = plan.working_days.last_before(day_of(now))
    evaluations = {one.series: one for one in memory.evaluations(plan.id, day)}
    fresh = news(memory.changes(plan.id), memory.announced(plan.id), day)
    told = [change for change in fresh if change.series in evaluations]
    memory.announce([(change, fact(change, evaluations[change.series], now)) for change in told])
    tell(plan, told, evaluations, memory, day_of(now))
    remind(plan, told, memory, now)
