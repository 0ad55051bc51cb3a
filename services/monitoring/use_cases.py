"""What monitoring does: take up plans, keep counts, and play the days that are due."""

from collections.abc import Sequence
from datetime import date, datetime

from services.monitoring.domain.announcing import news
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.feeds import Listened, listen_through
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Played, Stretch, play
from services.monitoring.ports import Memory, Progress, Records, Writing
from services.monitoring.telling import tell
from services.monitoring.telling_reporting import tell_of_reporting
from services.monitoring.telling_silence import about_silence, silence_event, tell_of_silence
from shared.clock import Clock, day_of
from shared.crash import crash_point
from shared.events import AlertChanged, FulfilmentCounted, PlanPublished


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
    tell_of_reporting(counted, memory)
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
    stretches = [Stretch(plan, days)] if days else []
    listened = _listen(plan.id, stretches, memory)
    played = play(listened.stretches, cells, memory.standings(plan.id))
    memory.keep(plan.id, Played(played.evaluations, [*played.changes, *listened.changes]), last)
    memory.keep_feeds(plan.id, listened.feeds)


def _listen(plan: str, stretches: Sequence[Stretch], memory: Memory) -> Listened:
    """Return what was heard of the offices of *plan* on the days of *stretches*."""
    if not stretches:
        return listen_through([], (), (), {})
    through = stretches[-1].days[-1]
    return listen_through(stretches, memory.reports(plan, through), memory.heard(through), memory.silent(plan))


def _announce(plan: Plan, memory: Memory, now: datetime) -> None:
    """Tell what is new on the last completed working day; what happened earlier is kept and not told."""
    day = plan.working_days.last_before(day_of(now))
    evaluations = {one.series: one for one in memory.evaluations(plan.id, day)}
    announced = memory.announced(plan.id)
    fresh = news(memory.changes(plan.id), announced, day)
    silence = about_silence(fresh)
    told = [change for change in fresh if change.series in evaluations and change not in silence]
    memory.announce([(change, _event(change, evaluations[change.series], now)) for change in told])
    memory.announce([(change, silence_event(change, now)) for change in silence])
    tell(plan.id, told, evaluations, announced, memory)
    tell_of_silence(plan.id, silence, memory.feed_days(plan.id, day), announced, memory)


def _event(change: Change, evaluation: Evaluation, now: datetime) -> AlertChanged:
    return AlertChanged(
        id=change.id,
        alert=change.alert,
        plan=change.plan,
        plan_version=evaluation.plan_version,
        series=change.series,
        change=change.turn.value,
        kind=change.kind.value,
        severity=change.severity.value,
        cause=change.cause.value if change.cause else None,
        day=change.day,
        since=change.since,
        at=now,
        expected=evaluation.expected,
        known=evaluation.known,
        pace_probability=evaluation.pace_probability,
        forecast=evaluation.forecast,
        chance=evaluation.chance,
    )
