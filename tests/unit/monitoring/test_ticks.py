"""Which days are over: in Berlin, whatever the clock does to the day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.monitoring.domain.plan import KNOWLEDGE_GROWS_FOR
from services.monitoring.reading import plan_of
from shared.clock import day_of, end_of
from tests.support.days import even_plan, midnight, working_days

A_DAY = timedelta(days=1)


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_every_working_day_is_due_once_it_is_over_and_no_earlier(year: int) -> None:
    plan = plan_of(even_plan(year))
    last = date(year, 12, 31) + KNOWLEDGE_GROWS_FOR
    due, newest, day = [], None, date(year, 1, 1)
    while day <= last + 30 * A_DAY:
        found = list(plan.working_days.between(*plan.span_to_evaluate(after=newest, today=day)))
        assert all(one < day for one in found)
        due += found
        newest = plan.last_evaluable(day)
        assert newest == (due[-1] if due else None)
        day += A_DAY

    assert due == working_days(date(year, 1, 1), last)


@pytest.mark.parametrize("stop", [1, 5, 40, 400])
def test_after_a_stop_the_missed_days_are_due_one_by_one(stop: int) -> None:
    plan = plan_of(even_plan(2026))
    before = plan.last_evaluable(date(2026, 3, 20))
    today = date(2026, 3, 20) + stop * A_DAY

    missed = list(plan.working_days.between(*plan.span_to_evaluate(after=before, today=today)))

    assert missed == working_days(date(2026, 3, 20), min(today - A_DAY, date(2027, 6, 29)))


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2028, 2, 29), 24), (date(2026, 12, 31), 24)],
)
def test_a_day_ends_at_midnight_in_berlin_however_long_it_was(day: date, hours: int) -> None:
    assert end_of(day) - end_of(day - A_DAY) == timedelta(hours=hours)
    assert day_of(end_of(day)) == day + A_DAY
    assert day_of(end_of(day) - timedelta.resolution) == day


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_no_hour_of_a_clock_change_lets_a_day_be_over_twice_or_never(change: date) -> None:
    plan = plan_of(even_plan(2026))
    now, seen = midnight(change - 2 * A_DAY), []
    while now < midnight(change + 3 * A_DAY):
        seen.append(plan.last_evaluable(day_of(now)))
        now += timedelta(minutes=15)

    assert seen == sorted(seen)  # type: ignore[type-var]  # days, all of them
    assert set(seen) == {change - 3 * A_DAY, change - 2 * A_DAY, change + A_DAY}


def test_a_working_day_is_over_at_midnight_in_berlin_and_not_in_greenwich() -> None:
    plan = plan_of(even_plan(2026))

    assert plan.last_evaluable(day_of(datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC))) == date(2026, 6, 30)
    assert plan.last_evaluable(day_of(datetime(2026, 7, 1, 22, tzinfo=UTC))) == date(2026, 7, 1)


def test_a_leap_day_is_a_working_day_like_others() -> None:
    plan = plan_of(even_plan(2028))

    assert list(plan.working_days.between(*plan.span_to_evaluate(after=date(2028, 2, 28), today=date(2028, 3, 2)))) == [
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]


def test_a_year_is_judged_for_a_hundred_and_eighty_days_more_and_then_stays() -> None:
    plan = plan_of(even_plan(2026))

    assert plan.last_evaluable(date(2027, 1, 1)) == date(2026, 12, 31)
    assert plan.last_evaluable(date(2027, 6, 30)) == date(2027, 6, 29)
    assert plan.last_evaluable(date(2027, 7, 1)) == plan.last_evaluable(date(2040, 1, 1))
    assert plan.last_evaluable(date(2040, 1, 1)) == working_days(date(2027, 1, 1), date(2027, 6, 29))[-1]
