"""What is owed by a day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kurs.plan_file import read_plan_file
from services.planning.domain.pace import MONTHS, Pace, working_days
from services.planning.domain.phasing import ByMonths, ByStarts
from services.planning.domain.plan import Plan
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import read_plan
from shared.apportion import largest_remainder
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
    entries = plan.series[0]

    assert entries.expected(date(2026, 1, 1)) == 0
    assert entries.expected(date(2026, 1, 2)) == Fraction(59, 20)
    assert entries.expected(date(2026, 1, 31)) == 59
    assert entries.expected(date(2026, 12, 31)) == 821


weights = st.integers(0, 5_000).map(lambda hundredths: Fraction(hundredths, 100))


@given(
    target=st.integers(0, 3_000),
    year=st.integers(2020, 2040),
    months=st.lists(weights, min_size=12, max_size=12).filter(any),
)
def test_the_daily_figures_add_up_to_the_target_exactly(target: int, year: int, months: list[Fraction]) -> None:
    pace = Pace(ByMonths(tuple(months), SAXONY_ANHALT).spread(target, date(year, 1, 1)))

    assert sum(pace.daily.values()) == pace.total == target
    assert list(pace.months) == largest_remainder(target, months)


@given(
    target=st.integers(0, 3_000),
    starts=st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), weights, min_size=1).filter(
        lambda starts: any(starts.values())
    ),
)
def test_courses_start_with_whole_entries_on_their_days(target: int, starts: dict[date, Fraction]) -> None:
    pace = Pace(ByStarts(starts).spread(target, date(2026, 1, 1)))

    assert set(pace.daily) <= set(starts)
    assert all(entries.denominator == 1 for entries in pace.daily.values())
    assert sum(pace.daily.values()) == sum(pace.months) == target


@given(
    on=st.dates(date(2026, 1, 1), date(2026, 12, 30)), months=st.lists(weights, min_size=12, max_size=12).filter(any)
)
def test_what_is_owed_never_shrinks_and_is_the_sum_of_the_days(on: date, months: list[Fraction]) -> None:
    pace = Pace(ByMonths(tuple(months), SAXONY_ANHALT).spread(821, date(2026, 1, 1)))
    owed = pace.owed_by(on)

    assert owed == sum(share for day, share in pace.daily.items() if day <= on)
    assert owed == sum(pace.owed_in(month, on) for month in MONTHS)
    assert owed <= pace.owed_by(on + timedelta(days=1)) <= 821
