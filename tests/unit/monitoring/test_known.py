"""What is known at the end of a day, of one year and of many at once; what is owed; how much groups make it vary."""

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.monitoring.domain.dispersion import learned_dispersion
from services.monitoring.domain.exposure import FORGETTING, exposure
from services.monitoring.domain.known import Changes, counts_in, known_by_day
from tests.unit.monitoring.examples import a_plan, a_series

PLAN = a_plan(a_series("entries"), a_series("employees"))
PLACES = [("entries",), ("entries", "employees"), ("unknown",)]
DAYS = [date(2026, 3, 2), date(2026, 7, 31), date(2026, 12, 30), date(2027, 3, 1)]
FIRST = date(2025, 12, 1).toordinal()
rows = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 430), st.integers(0, 500), st.integers(0, 2), st.integers(-2, 5)),
    max_size=40,
)


def changes(of: list[tuple[int, ...]]) -> Changes:
    year, start, known, place, entries = np.array(of, dtype=np.int64).reshape(-1, 5).T
    return Changes(year, FIRST + start, FIRST + known, place, entries, counts_in(PLAN, PLACES))


def by_hand(of: list[tuple[int, ...]], day: date, series: str) -> tuple[int, float]:
    end = min(day, PLAN.last_day)
    counted = [
        (entries, (end - start).days)
        for _, after, known, place, entries in of
        if (start := date.fromordinal(FIRST + after)) <= end
        and start >= PLAN.first_day
        and FIRST + known <= day.toordinal()
        and series in PLACES[place]
    ]
    weighted = sum(entries * np.exp(-FORGETTING * age) for entries, age in counted)
    return sum(entries for entries, _ in counted), max(weighted, 0.0)


@given(rows)
def test_many_years_at_once_come_to_what_each_comes_to_by_hand(of: list[tuple[int, ...]]) -> None:
    known, weighted = known_by_day(PLAN, changes(of), DAYS, years=3)

    for (year, day, series), found in np.ndenumerate(known):
        mine = [row for row in of if row[0] == year]
        n, a = by_hand(mine, DAYS[day], ("entries", "employees")[series])
        assert found == n
        assert weighted[year, day, series] == pytest.approx(a, abs=1e-7)


@given(rows, st.randoms(use_true_random=False))
def test_neither_order_nor_other_days_change_a_single_bit(of: list[tuple[int, ...]], shuffler: Random) -> None:
    shuffled = list(of)
    shuffler.shuffle(shuffled)
    all_days = known_by_day(PLAN, changes(of), DAYS, years=3)
    one_day = known_by_day(PLAN, changes(shuffled), DAYS[1:2], years=3)

    assert all((some[:, 1] == alone[:, 0]).all() for some, alone in zip(all_days, one_day, strict=True))


def test_after_half_a_year_everything_is_taken_for_known() -> None:
    plan = a_plan(a_series(daily={date(2026, 1, 2): 10.0}, target=10), completeness=(0.0, 0.5, 1.25))
    first = date(2026, 1, 2)
    days = [first + timedelta(days=age) for age in (0, 1, 2, 180, 181)]

    assert exposure(plan, days).expected_known[:, 0].tolist() == [0, 5, 12.5, 12.5, 10]


def test_group_sizes_of_last_year_are_drawn_towards_those_of_a_first_year() -> None:
    series = (a_series(target=240), a_series("employees", target=240, employed=True))
    none, many = np.zeros(2, dtype=np.int64), np.full(2, 10**9)

    first_year = learned_dispersion(series, none, none)
    halfway = learned_dispersion(series, np.array([100, 100]), np.array([200, 600]))
    later = learned_dispersion(series, many, 2 * many)

    assert first_year.tolist() == pytest.approx([3.45, 4.95])
    assert halfway.tolist() == pytest.approx([2.5 + 0.45, 5.25 + 0.45])
    assert later.tolist() == pytest.approx([2.45, 2.45], abs=1e-6)
