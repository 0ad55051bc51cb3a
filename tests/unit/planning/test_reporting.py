"""How complete the newest days are: assumed, and measured."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.domain.reporting import COMPLETE, DEFAULT, Report, completeness, measured

TODAY = date(2026, 10, 15)
reports = st.lists(
    st.builds(
        lambda age, delay, n: Report(TODAY - timedelta(age), TODAY - timedelta(age) + timedelta(delay), n),
        st.integers(0, 400),
        st.integers(-30, 400),
        st.integers(-3, 5),
    ),
    max_size=60,
)


def test_without_history_the_default_curve_says_that_35_days_are_provisional() -> None:
    curve = measured([], TODAY)

    assert curve == DEFAULT
    assert list(curve.shares) == completeness()
    assert curve.provisional_from(TODAY) == TODAY - timedelta(days=34)


def test_a_matured_cohort_speaks_for_itself() -> None:
    start = TODAY - timedelta(days=200)
    after_a_week, after_three = start + timedelta(days=7), start + timedelta(days=21)
    told = [Report(start, after_a_week, 150), Report(start, after_three, 60), Report(start, after_three, -10)]

    curve = measured(told, TODAY)

    assert (curve.origin, curve.entries) == ("matured", 200)
    assert [curve.shares[age] for age in (0, 6, 7, 20, 21, 120)] == [0, 0, 0.75, 0.75, 1, 1]
    assert curve.provisional_from(TODAY) == TODAY - timedelta(days=20)


def test_cancellations_that_come_late_let_the_share_exceed_one() -> None:
    start = TODAY - timedelta(days=150)
    told = [Report(start, start, 120), Report(start, start + timedelta(days=60), -20)]

    curve = measured(told, TODAY)

    assert curve.shares[59] == pytest.approx(1.2)
    assert curve.shares[60] == 1
    assert curve.provisional_from(TODAY) == TODAY + timedelta(days=1)


def test_few_or_young_entries_correct_the_default_curve_by_reverse_time_hazards() -> None:
    """By hand: 60 reports after 3 days, 30 after 10, all starts 100 days old.

    The default at the ends of the first bins, by linear interpolation: F0(6) = 0.25 + 0.42/9, F0(13) = 0.67 - 0.42/9.
    h0_1 = 1 - F0(6)/F0(13); h_1 = (30 + 30 h0_1) / (90 + 30); every later bin k has n_k = 0 and
    h_k = 30 h0_k / (90 + 30) = h0_k / 4.
    """
    start = TODAY - timedelta(days=100)
    told = [Report(start, start + timedelta(days=3), 60), Report(start, start + timedelta(days=10), 30)]
    prior = [completeness()[min(7 * k + 6, 60)] for k in range(10)]
    hazards = [1 - before / until for before, until in pairwise(prior)]
    later = 1.0
    for hazard in hazards[1:]:
        later *= 1 - hazard / 4
    first = later * (1 - (30 + 30 * hazards[0]) / 120)

    curve = measured(told, TODAY)

    assert (curve.origin, curve.entries) == ("hazards", 90)
    assert curve.shares[13] == pytest.approx(later)
    assert curve.shares[6] == pytest.approx(first)
    assert later == pytest.approx(0.8971, abs=0.0001)
    assert first == pytest.approx(0.5553, abs=0.0001)


def test_a_start_too_young_for_a_bin_says_nothing_about_it() -> None:
    young = TODAY - timedelta(days=9)
    told = [Report(young, young + timedelta(days=2), 500)]

    curve = measured(told, TODAY)

    # The bin of the days 7 to 13 is not over: whether more will come is only known by assumption.
    assert curve.shares == pytest.approx([*DEFAULT.shares, *[1.0] * (len(curve.shares) - len(DEFAULT.shares))])


@given(reports)
def test_what_is_measured_by_hazards_rises_from_nothing_to_all(told: list[Report]) -> None:
    curve = measured(told, TODAY)

    assert curve.shares[-1] == pytest.approx(1)
    if curve.origin != "matured":
        assert all(0 <= earlier <= later + 1e-9 <= 1 + 1e-8 for earlier, later in pairwise(curve.shares))


@given(reports)
def test_every_start_before_the_provisional_days_is_complete(told: list[Report]) -> None:
    curve = measured(told, TODAY)

    age = (TODAY - curve.provisional_from(TODAY)).days

    assert all(share >= COMPLETE - 1e-9 for share in curve.shares[age + 1 :])
    assert age == -1 or curve.shares[age] < COMPLETE


@given(reports, reports)
def test_what_becomes_known_later_changes_nothing_about_that_day(told: list[Report], more: list[Report]) -> None:
    later = [Report(start, TODAY + timedelta(days=1 + n % 5), n) for start, _, n in more]

    assert measured(told + later, TODAY) == measured(told, TODAY)
