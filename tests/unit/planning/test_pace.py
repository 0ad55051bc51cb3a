"""What is owed by a day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kurs.plan_file import read_plan_file
from services.planning.compile import compile_plan
from services.planning.document import read_plan
from services.planning.domain.pace import MONTHS, daily, expected, working_days
from services.planning.domain.plan import Plan
from shared.calendar import WorkingDays
from tests.support.ledger import PLAN_2026

SAXONY_ANHALT = WorkingDays("ST")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compile_plan(read_plan(read_plan_file(PLAN_2026)))


def test_the_working_days_of_2026_are_those_of_saxony_anhalt() -> None:
    counted = [len(working_days(2026, month, SAXONY_ANHALT)) for month in MONTHS]

    assert counted == [20, 20, 22, 20, 18, 22, 23, 21, 22, 22, 21, 22]
    assert [sum(len(working_days(y, m, SAXONY_ANHALT)) for m in MONTHS) for y in (2027, 2028)] == [255, 250]


def test_closed_days_are_no_working_days() -> None:
    closed = WorkingDays("ST", frozenset({date(2026, 12, 24), date(2026, 12, 31)}))

    assert len(working_days(2026, 12, closed)) == 20


def test_the_plan_of_2026_adds_up_as_the_contract_says(plan: Plan) -> None:
    targets = {series.id: series.target for series in plan.series}
    sectors = [targets[f"sector/{code}"] for code in plan.sectors.titles if code != "other"]
    months = {series.id: series.months for series in plan.series}

    assert (targets["entries"], targets["employees"], targets["sector/other"]) == (821, 247, None)
    assert sectors == [115, 66, 197, 58, 82, 57, 33, 49, 66, 57, 41]
    assert months["entries"] == (59, 72, 73, 68, 62, 56, 46, 54, 99, 110, 73, 49)
    assert months["employees"] == (17, 21, 22, 21, 19, 17, 14, 16, 30, 33, 22, 15)


def test_nothing_is_owed_on_a_holiday_and_the_year_is_owed_on_its_last_day(plan: Plan) -> None:
    entries = plan.series[0].months or ()

    assert expected(entries, 2026, plan.calendar, date(2026, 1, 1)) == 0
    assert expected(entries, 2026, plan.calendar, date(2026, 1, 2)) == Fraction(59, 20)
    assert expected(entries, 2026, plan.calendar, date(2026, 1, 31)) == 59
    assert expected(entries, 2026, plan.calendar, date(2026, 12, 31)) == 821


@given(months=st.lists(st.integers(0, 500), min_size=12, max_size=12), year=st.integers(2020, 2040))
def test_the_daily_figures_add_up_to_the_target_exactly(months: list[int], year: int) -> None:
    assert sum(share for _, share in daily(months, year, SAXONY_ANHALT)) == sum(months)


@given(day=st.integers(0, 364), months=st.lists(st.integers(0, 500), min_size=12, max_size=12))
def test_what_is_owed_never_shrinks_and_is_the_sum_of_the_days(day: int, months: list[int]) -> None:
    on = date(2026, 1, 1) + timedelta(days=day)
    owed = expected(months, 2026, SAXONY_ANHALT, on)

    assert owed == sum(share for d, share in daily(months, 2026, SAXONY_ANHALT) if d <= on)
    assert owed <= expected(months, 2026, SAXONY_ANHALT, on + timedelta(days=1)) <= sum(months)
