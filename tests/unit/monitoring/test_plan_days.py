"""Which days of a plan are evaluated."""

from dataclasses import replace
from datetime import date

import pytest

from services.monitoring.domain.plan import Plan, UnusablePlan
from shared.calendar import WorkingDays
from tests.unit.monitoring.examples import a_plan, a_series


def days(plan: Plan, after: date | None, today: date) -> list[date]:
    return list(plan.working_days.between(*plan.span_to_evaluate(after=after, today=today)))


def test_the_first_day_is_the_first_working_day_of_the_year() -> None:
    assert days(a_plan(), None, date(2026, 1, 6)) == [date(2026, 1, 2), date(2026, 1, 5)]


def test_a_day_is_evaluated_when_it_is_over() -> None:
    assert days(a_plan(), date(2026, 10, 13), date(2026, 10, 14)) == []
    assert days(a_plan(), date(2026, 10, 13), date(2026, 10, 15)) == [date(2026, 10, 14)]


def test_weekends_holidays_and_the_plans_closed_days_are_left_out() -> None:
    closed = a_plan(closed=frozenset({date(2026, 5, 15)}))

    assert days(closed, date(2026, 5, 12), date(2026, 5, 19)) == [date(2026, 5, 13), date(2026, 5, 18)]


def test_every_missed_day_is_played() -> None:
    assert len(days(a_plan(), date(2026, 8, 31), date(2026, 10, 1))) == 22


def test_a_plan_year_is_evaluated_until_180_days_after_its_end() -> None:
    last = a_plan().last_evaluable(date(2028, 3, 1))

    assert last == date(2027, 6, 29)
    assert days(a_plan(), None, date(2028, 3, 1))[-1] == last


@pytest.mark.parametrize("today", [date(2025, 7, 1), date(2026, 1, 1), date(2026, 1, 2)])
def test_before_the_first_working_day_is_over_there_is_nothing_to_evaluate(today: date) -> None:
    assert a_plan().last_evaluable(today) is None
    assert days(a_plan(), None, today) == []


def test_the_working_days_left_are_those_of_the_example() -> None:
    assert a_plan().working_days_left(date(2026, 6, 26)) == 133
    assert a_plan().working_days_left(date(2026, 12, 31)) == 0
    assert a_plan().working_days_left(date(2027, 2, 1)) == 0


@pytest.mark.parametrize(
    "broken",
    [
        {"series": (a_series(), a_series())},
        {"series": (a_series(target=-1),)},
        {"series": (a_series(target=10**9),)},
        {"series": (a_series(daily={date(2026, 1, 2): float("nan")}),)},
        {"completeness": ()},
        {"completeness": (0.0, -0.1)},
        {"year": 9999},
        {"working_days": WorkingDays("XX")},
    ],
)
def test_a_plan_that_could_not_be_evaluated_on_any_day_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(UnusablePlan):
        replace(a_plan(), **broken)  # type: ignore[arg-type]
