"""What monitoring does: take up plans, keep counts, and play the days that are due."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from services.monitoring.alerts.facts import fact
from services.monitoring.alerts.reminding import remind
from services.monitoring.domain.announcing import news
from services.monitoring.domain.feeds import Listened, listen_through
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Played, Stretch, play
from services.monitoring.domain.versions import last_judged, stretches
from services.monitoring.ports import Memory, Progress, Records, Writing
from services.monitoring.telling.alerts import tell
from services.monitoring.telling.reporting import tell_of_reporting
from services.monitoring.telling.silence import about_silence, tell_of_silence
from shared.clock import Clock, day_of
from shared.crash import crash_point
from shared.events import FulfilmentCounted, PlanPublished


async def take_up_plans(plans: Sequence[PlanPublished], writing: Writing) -> int:
    """Keep every state of each plan; return how many were new."""
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


def plans_shown(records: Records, today: date) -> Sequence[Plan]:
    """Return the version of each plan that is in force on the last completed day, the newest year first.

    A version that begins later is known and owes nothing yet, as on planning's board.
    """
    return records.plans_on(today - timedelta(days=1))


def due_plans(records: Records, today: date) -> list[tuple[Plan, Progress]]:
    """Return the plans whose evaluations are not those of the days completed before *today*.

    A plan without any figure is never due: no data is not "behind".
    """
    progress = {one.plan: one for one in records.progress()}
    return [
        (plan, progress[plan.id])
        for plan in plans_shown(records, today)
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
    span = plan.span_to_evaluate(after=holds, today=today)
    history = memory.history(plan.id)
    judged = last_judged(history, holds)
    listened = _listen(plan.id, list(stretches(history, *span, judged)), memory)
    cells = memory.cells(plan.id, *span) if listened.stretches else ()
    # On a day on which nothing was asked no series stood anywhere: what is older has ended.
    standings = memory.standings(plan.id) if memory.newest_day(plan.id) == judged else {}
    played = play(listened.stretches, cells, standings)
    memory.keep(plan.id, Played(played.evaluations, [*played.changes, *listened.changes]), last)
    memory.keep_feeds(plan.id, listened.feeds)


def _listen(plan: str, judged: Sequence[Stretch], memory: Memory) -> Listened:
    """Return what was heard of the offices of *plan* on the days that are *judged*."""
    if not judged:
        return listen_through([], (), (), {})
    through = judged[-1].days[-1]
    return listen_through(judged, memory.reports(plan, through), memory.heard(through), memory.silent(plan))


def _announce(plan: Plan, memory: Memory, now: datetime) -> None:
    """Tell what is new on the last completed working day; what happened earlier is kept and not told."""
    day = plan.working_days.last_before(day_of(now))
    announced = memory.announced(plan.id)
    fresh = news(memory.changes(plan.id), announced, day, memory.history(plan.id).keys())
    silence = about_silence(fresh)
    evaluations = {one.series: one for one in memory.evaluations(plan.id, day)}
    # The end of what is asked no more rests on the last day on which it was.
    no_longer = {change.series for change in fresh} - evaluations.keys()
    evaluations |= memory.last_evaluations(plan.id, no_longer) if no_longer else {}
    told = [change for change in fresh if change.series in evaluations and change not in silence]
    memory.announce([(change, fact(change, evaluations[change.series], now)) for change in told])
    memory.announce([(change, fact(change, None, now)) for change in silence])
    tell(plan, told, evaluations, memory, day_of(now))
    tell_of_silence(plan.id, silence, memory.feed_days(plan.id, day), announced, memory)
    remind(plan, told, memory, now)
