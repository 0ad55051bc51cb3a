"""Slower or faster feeds are noticed, and chance is not taken for them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from math import exp, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.domain.punctuality import NOTHING, Punctuality, Verdict, punctuality
from services.planning.domain.reporting import DEFAULT, Curve, Report
from shared.calendar import WorkingDays

TODAY = date(2026, 10, 15)
EVENLY = Curve((0.25, 0.5, 0.75, 1.0), "matured", 400)
"""A quarter is known on the day itself and on each of the three days after it."""

FIRST, CHANGE, LAST = date(2025, 11, 3), date(2026, 3, 2), date(2026, 12, 31)
_A_DAY, _MORE = 821 / 253 / 2.2, 1.2
"""Groups a day, and how many begin together beside the first one: the district of the design."""


def test_the_delays_of_young_starts_are_compared_with_what_can_be_known_of_them() -> None:
    """By hand: at age 10 the delays are 0 to 3, 1.5 on average; at age 1 only 0 or 1, 0.5 on average."""
    old, young = TODAY - timedelta(days=10), TODAY - timedelta(days=1)
    told = [Report(old, old + timedelta(days=3), 2), Report(old, old, 1), Report(young, TODAY, 1)]

    found = punctuality(told, EVENLY, TODAY)

    assert found.entries == 4
    assert found.observed_days == pytest.approx((2 * 3 + 0 + 1) / 4)
    assert found.calibrated_days == pytest.approx((3 * 1.5 + 0.5) / 4)
    # Each of the four varies by 1.25 or by 0.25; whole start days vary by more or less around the shift of 0.5.
    alone = 3 * 1.25 + 0.25
    courses = (2 * (1.5 - 0.5) + (-1.5 - 0.5)) ** 2 + (0.5 - 0.5) ** 2
    assert found.errors == pytest.approx(4 * 0.5 / sqrt(max(alone, courses)))


def test_cancellations_take_away_what_was_reported() -> None:
    start = TODAY - timedelta(days=20)
    told = [Report(start, start + timedelta(days=2), 3), Report(start, start + timedelta(days=9), -1)]

    assert punctuality(told, EVENLY, TODAY).observed_days == pytest.approx((3 * 2 - 9) / 2)


@given(st.integers(-400, 0), st.integers(61, 400))
def test_older_starts_and_later_knowledge_say_nothing(later: int, age: int) -> None:
    start = TODAY - timedelta(days=age)
    told = [Report(start, start, 50), Report(TODAY, TODAY - timedelta(days=later - 1), 50)]

    assert punctuality(told, EVENLY, TODAY) == NOTHING


@pytest.mark.parametrize(
    ("observed", "errors", "before", "verdict"),
    [
        (15.0, 5.1, "as_calibrated", "slower"),
        (15.0, 4.0, "as_calibrated", "as_calibrated"),
        (11.0, 6.0, "as_calibrated", "as_calibrated"),
        (15.0, 4.0, "slower", "slower"),
        (10.5, 1.9, "slower", "as_calibrated"),
        (5.0, -5.1, "slower", "faster"),
    ],
)
def test_a_verdict_takes_certainty_and_a_difference_worth_telling(
    observed: float, errors: float, before: Verdict, verdict: Verdict
) -> None:
    assert Punctuality(observed, 10.0, 80, errors).verdict(before) == verdict


def test_a_handful_of_reports_changes_no_verdict() -> None:
    assert Punctuality(30.0, 10.0, 19, 9.0).verdict() == "as_calibrated"


def test_chance_is_hardly_ever_taken_for_another_pace() -> None:
    """Of 250 simulated years each: none where at most half of the courses are told of in one go, one where all are."""
    raised = [year for year in range(60) if _first_verdict(year, lambda delay: delay)[0] is not None]

    assert raised == []


@pytest.mark.parametrize(("factor", "verdict", "within"), [(2.0, "slower", 100), (0.5, "faster", 60)])
def test_a_feed_twice_or_half_as_slow_is_noticed(factor: float, verdict: Verdict, within: int) -> None:
    found = [_first_verdict(year, lambda delay: round(delay * factor)) for year in range(12)]

    assert {which for _, which in found} == {verdict}
    days = sorted((day - CHANGE).days for day, _ in found if day)
    assert 0 < days[0] <= days[len(days) // 2] <= within


def _first_verdict(seed: int, changed: Callable[[int], int]) -> tuple[date | None, Verdict]:
    """Return when a simulated year first raised which verdict; from CHANGE on, delays are *changed*."""
    told = _year(Random(seed), changed)  # noqa: S311 - a simulation that can be repeated
    for day in WorkingDays().between(CHANGE, LAST):
        verdict = punctuality([one for one in told if 0 <= (day - one.start).days < 60], DEFAULT, day).verdict()
        if verdict != "as_calibrated":
            return day, verdict
    return None, "as_calibrated"


def _year(random: Random, changed: Callable[[int], int]) -> list[Report]:
    cells: Counter[tuple[date, date]] = Counter()
    for start in WorkingDays().between(FIRST, LAST):
        for _ in range(_poisson(random, _A_DAY)):
            for _ in range(1 + _poisson(random, _MORE)):
                delay = bisect_left(DEFAULT.shares, random.random())
                known = start + timedelta(days=delay)
                if known >= CHANGE:
                    known = max(start + timedelta(days=changed(delay)), min(known, CHANGE))
                cells[start, known] += 1
    return [Report(start, known, n) for (start, known), n in cells.items()]


def _poisson(random: Random, mean: float) -> int:
    number, left = 0, random.random()
    while left > exp(-mean):
        number, left = number + 1, left * random.random()
    return number
