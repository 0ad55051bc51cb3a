"""What monitoring does: take up plans, keep counts, and play the days that are due."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

from services.monitoring.domain.announcing import news
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import play
from services.monitoring.ports import Memory, Progress, Records, Writing
from shared.clock import Clock, day_of
from shared.events import AlertChanged, FulfilmentCounted, PlanPublished


async def take_up_plans(plans: Sequence[PlanPublished], writing: Writing) -> int:
    """Keep the newest version of each plan; return how many were new."""
    async with writing() as memory:
        return sum([await memory.take_up(plan) for plan in plans])


async def record_fulfilment(counted: Sequence[FulfilmentCounted], writing: Writing) -> int:
    """Keep what planning has counted; return how many cells were new."""
    async with writing() as memory:
        return await memory.count(counted)


async def due_plans(records: Records, today: date) -> list[tuple[Plan, Progress]]:
    """Return the plans whose evaluations are not those of the days completed before *today*.

    A plan without any figure is never due: no data is not "behind".
    """
    progress = {one.plan: one for one in await records.progress()}
    return [
        (plan, progress[plan.id])
        for plan in await records.plans()
        if plan.id in progress and _due(plan, progress[plan.id], today)
    ]


def _due(plan: Plan, progress: Progress, today: date) -> bool:
    return progress.counted and progress.valid_through != plan.last_evaluable(today)


async def play_due_days(plan_id: str, writing: Writing, clock: Clock) -> None:
    """Evaluate the days of a plan that are due, as one transaction with what it announces."""
    now = clock()
    async with writing() as memory:
        await memory.hold(plan_id)
        for plan, progress in await due_plans(memory, day_of(now)):
            if plan.id == plan_id:
                await _play(plan, progress, memory, day_of(now))
                await _announce(plan, memory, now)


async def _play(plan: Plan, progress: Progress, memory: Memory, today: date) -> None:
    """Take back what no longer holds and play the days that follow it, in a thread: requests are answered meanwhile."""
    last = plan.last_evaluable(today)
    holds = min(progress.valid_through, last) if progress.valid_through and last else None
    await memory.take_back(plan.id, holds)
    days = list(plan.days_to_evaluate(after=holds, today=today))
    cells = await memory.cells(plan.id, days[-1]) if days else []
    played = await asyncio.to_thread(play, plan, cells, days, await memory.standings(plan.id))
    await memory.keep(plan.id, played, last)


async def _announce(plan: Plan, memory: Memory, now: datetime) -> None:
    """Tell what is new on the last completed working day; what happened earlier is kept and not told."""
    day = plan.working_days.last_before(day_of(now))
    evaluations = {one.series: one for one in await memory.evaluations(plan.id, day)}
    fresh = news(await memory.changes(plan.id), await memory.announced(plan.id), day)
    await memory.announce(
        [(change, _event(change, evaluations[change.series], now)) for change in fresh if change.series in evaluations]
    )


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
        day=change.day,
        since=change.since,
        at=now,
        expected=evaluation.expected,
        known=evaluation.known,
        pace_probability=evaluation.pace_probability,
        forecast=evaluation.forecast,
        chance=evaluation.chance,
    )
