"""The pace test and the forecast: the worked examples of the method, its edges and its properties."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.monitoring.domain.alerts import NOTHING_YET, THRESHOLDS, Level, observe
from services.monitoring.domain.deviation import judge
from services.monitoring.domain.dispersion import dispersion_of
from services.monitoring.domain.evidence import Cell, evidence
from services.monitoring.domain.plan import Plan, Series
from shared.calendar import WorkingDays
from tests.unit.monitoring.examples import a_plan, a_series, as_evaluation, e2, some_evidence

SIX_DIGITS = 5e-7
ROUNDING = 1e-12

EXAMPLES: dict[str, tuple[dict[str, float], tuple[float, ...]]] = {
    "E1 Poisson": (
        {"A": 30, "B": 40, "B2": 40, "E": 40, "n": 30, "T": 100, "L": 40, "phi": 1},
        (1, 0.051891, 0.772727, 46.363636, 109.586777, 0.021120, 0.050587, 63, 90),
    ),
    "E2 total 26 June": (
        {"A": 170, "B": 222, "B2": 140, "E": 404, "n": 352, "T": 821, "L": 429, "phi": 4.2},
        (1.585714, 0.013178, 0.782245, 326.195980, 3762.400164, 0.017146, 0.058182, 602, 759),
    ),
    "E3 employees": (
        {"A": 46, "B": 66, "B2": 42, "E": 121, "n": 104, "T": 247, "L": 129, "phi": 4.7},
        (1.571429, 0.074007, 0.764151, 96.283019, 1124.921743, 0.093790, 0.151097, 160, 245),
    ),
    "E4 sector 60": (
        {"A": 9, "B": 16, "B2": 10, "E": 30, "n": 22, "T": 60, "L": 31, "phi": 2.7},
        (1.6, 0.096365, 0.738806, 22.164179, 126.832034, 0.097181, 0.135550, 31, 59),
    ),
    "E5 no entry at all": (
        {"A": 0, "B": 8, "B2": 5, "E": 15, "n": 0, "T": 30, "L": 15.5, "phi": 2.7},
        (1.6, 0.025468, 0.574468, 8.617021, 41.829221, 0.010104, 0.012279, 2, 17),
    ),
    "E6 1 January": (
        {"A": 0, "B": 0, "B2": 0, "E": 0, "n": 0, "T": 821, "L": 0, "phi": 4.2},
        (1, 0.433470, 1.0, 821, 171958.45, 0.433425, 0.472995, 354, 1377),
    ),
    "E7 target reached": (
        {"A": 20, "B": 15, "B2": 9, "E": 55, "n": 60, "T": 60, "L": 56, "phi": 2.7},
        (1.666667, 0.768410, 1.193798, 5.968992, 19.239589, 1.0, 1.0, 61, 72),
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_examples_come_out_to_six_digits(name: str) -> None:
    given_, expected = EXAMPLES[name]
    found = as_evaluation(some_evidence(**given_))

    figures = (found.weight, found.pace_probability, found.pace, found.to_come, found.variance)
    assert (*figures, found.chance, found.chance95, found.low, found.high) == pytest.approx(expected, abs=SIX_DIGITS)


@pytest.mark.parametrize(
    ("name", "tier", "level"),
    [
        ("E1 Poisson", 1, Level.NONE),
        ("E2 total 26 June", 1, Level.WARNING),
        ("E3 employees", 1, Level.NONE),
        ("E4 sector 60", 2, Level.NONE),
        ("E5 no entry at all", 2, Level.WATCH),
        ("E7 target reached", 2, Level.NONE),
    ],
)
def test_the_worked_examples_stand_at_their_level(name: str, tier: int, level: Level) -> None:
    figures = as_evaluation(some_evidence(**EXAMPLES[name][0])).figures

    assert observe(NOTHING_YET, figures, THRESHOLDS[tier])[0].level is level


def test_what_has_begun_and_what_is_needed_is_that_of_the_example() -> None:
    per_week = e2().per_week(working_days_left=133)

    assert (e2().started, e2().gap) == pytest.approx((371.556114, -57.443886), abs=SIX_DIGITS)
    assert per_week is not None
    assert (per_week.needed, per_week.at_pace) == pytest.approx((16.896387, 11.527815), abs=SIX_DIGITS)


def test_nothing_is_needed_per_week_once_the_year_is_over() -> None:
    assert e2().per_week(working_days_left=0) is None


def curve_of_e8() -> tuple[float, ...]:
    return (0.0,) * 3 + (0.5,) * 11 + (1.0,)


def plan_of_e8() -> Plan:
    calendar = WorkingDays("ST")
    january = dict.fromkeys(calendar.between(date(2026, 1, 1), date(2026, 1, 31)), 0.5)
    february = dict.fromkeys(calendar.between(date(2026, 2, 1), date(2026, 2, 28)), 0.6)
    return a_plan(a_series(target=22, daily=january | february), completeness=curve_of_e8())


def cells_of_e8() -> list[Cell]:
    def cell(start: tuple[int, int], known: tuple[int, int], entries: int = 1) -> Cell:
        return Cell(("entries",), date(2026, *start), date(2026, *known), entries)

    twice, cancelled = cell((1, 5), (1, 9), 2), cell((1, 19), (2, 6), -1)
    others = [((1, 12), (1, 30)), ((1, 19), (1, 22)), ((2, 2), (2, 9)), ((2, 9), (2, 20))]
    return [twice, cancelled, *(cell(start, known) for start, known in others)]


def test_the_whole_way_from_entries_to_the_forecast_is_that_of_the_example() -> None:
    seen = evidence(plan_of_e8(), cells_of_e8(), [date(2026, 2, 13)])
    found = as_evaluation(replace(seen, dispersion=np.array([[2.0]])))

    inputs = (found.expected_known, found.expected, found.known, found.weighted_known, found.exposure)
    assert inputs == pytest.approx((12.1, 16, 4, 2.984520, 9.654343), abs=SIX_DIGITS)
    assert (found.exposure_squared, found.weight) == pytest.approx((7.787831, 1.239670), abs=SIX_DIGITS)
    assert (found.pace_probability, found.pace) == pytest.approx((0.060468, 0.622199), abs=SIX_DIGITS)
    assert (found.to_come, found.variance, found.chance) == pytest.approx(
        (6.159774, 19.227962, 0.020942), abs=SIX_DIGITS
    )
    assert (found.low, found.high) == (5, 16)


@pytest.mark.parametrize(("known", "chance"), [(60, 1.0), (61, 1.0), (59, 0.0)])
def test_when_all_is_known_the_forecast_is_what_is_known(known: int, chance: float) -> None:
    found = as_evaluation(some_evidence(A=20, B=15, B2=9, E=60.0, n=known, T=60, L=60, phi=2.7))

    assert (found.forecast, found.low, found.high, found.chance) == (known, known, known, chance)


def test_more_completeness_than_entries_owed_leaves_nothing_to_come() -> None:
    found = as_evaluation(some_evidence(A=20, B=15, B2=9, E=60.4, n=58, T=60, L=60, phi=2.7))

    assert (found.to_come, found.chance, found.chance95) == (0, 0, 1)


@pytest.mark.parametrize(("expected_known", "too_early"), [(4.99, True), (5.0, False)])
def test_no_forecast_is_shown_before_five_entries_could_be_known(expected_known: float, *, too_early: bool) -> None:
    found = as_evaluation(some_evidence(A=1, B=2, B2=2, E=expected_known, n=1, T=60, L=6, phi=3))

    assert found.too_early is too_early


def test_series_without_target_are_not_judged() -> None:
    plan = a_plan(a_series("entries"), a_series("sector/other", target=None, daily={}), a_series("none", target=0))

    assert [series.id for series in plan.judged] == ["entries"]


def test_employees_vary_more_because_their_groups_are_larger() -> None:
    series = (a_series(target=240), a_series("employees", target=240, employed=True))

    assert dispersion_of(a_plan(*series), series).tolist() == pytest.approx([3.45, 4.95])


def test_after_the_years_end_the_plan_stands_still_while_knowledge_goes_on() -> None:
    days = [date(2026, 12, 31), date(2027, 2, 1), date(2027, 3, 1)]
    late = [Cell(("entries",), date(2026, 12, 30), date(2027, 1, 20), 7)]
    found = evidence(a_plan(), late, days)

    assert found.known[:, 0].tolist() == [0, 7, 7]
    assert found.expected[:, 0].tolist() == pytest.approx([506, 506, 506])
    assert found.expected_known[0, 0] < found.expected_known[1, 0] < found.expected_known[2, 0]
    assert found.expected_known[2, 0] == pytest.approx(506)
    assert found.weighted_known[1, 0] == found.weighted_known[2, 0] == pytest.approx(7 * 0.5 ** (1 / 70))


def test_a_half_arrived_correction_cannot_make_the_test_fail() -> None:
    found = judge(evidence(a_plan(), [Cell(("entries",), date(2026, 1, 5), date(2026, 1, 9), -50)], [date(2026, 3, 2)]))

    assert np.isfinite(found.pace_probability).all()


counts = st.integers(0, 400)


@st.composite
def evidences(draw: st.DrawFn) -> dict[str, Any]:
    """Evidence of one series as it can occur: A and E belong to n and Lambda."""
    target = draw(st.integers(1, 1_000))
    expected = draw(st.floats(0, 1)) * target
    expected_known = draw(st.floats(0, 1)) * expected
    exposure = draw(st.floats(0.2, 1)) * expected_known
    known = draw(counts)
    return {
        "A": draw(st.floats(0, 1)) * known,
        "B": exposure,
        "B2": draw(st.floats(0.2, 1)) * exposure,
        "E": expected_known,
        "n": known,
        "T": target,
        "L": expected,
        "phi": draw(st.floats(1, 8)),
    }


@given(evidences())
def test_chances_are_probabilities_and_the_interval_is_in_order(values: dict[str, Any]) -> None:
    found = as_evaluation(some_evidence(**values))

    assert 0 <= found.pace_probability <= 1
    assert 0 <= found.chance <= found.chance95 + ROUNDING
    assert found.chance95 <= 1
    assert found.known <= found.low <= found.high


@given(evidences(), st.floats(0, 1))
def test_with_fewer_entries_the_pace_is_less_likely_the_plans(values: dict[str, Any], share: float) -> None:
    all_of_them = as_evaluation(some_evidence(**values))
    fewer = as_evaluation(some_evidence(**values | {"A": values["A"] * share}))

    assert fewer.pace_probability <= all_of_them.pace_probability + ROUNDING


@given(st.permutations(cells_of_e8()))
def test_the_order_of_arrival_changes_not_a_single_bit(cells: list[Cell]) -> None:
    days = [date(2026, 2, 6), date(2026, 2, 13)]
    found, expected = (evidence(plan_of_e8(), some, days) for some in (cells, cells_of_e8()))

    assert found.weighted_known.tolist() == expected.weighted_known.tolist()
    assert found.known.tolist() == expected.known.tolist()


def test_what_begins_later_and_what_is_known_later_is_left_out() -> None:
    day = date(2026, 3, 2)
    tomorrow = date(2026, 3, 3)
    cells = [
        Cell(("entries",), tomorrow, day, 1),
        Cell(("entries",), day, tomorrow, 1),
        Cell(("unknown",), day, day, 1),
    ]

    assert evidence(a_plan(), cells, [day]).known.tolist() == [[0]]


def test_a_series_is_judged_alone_as_in_company() -> None:
    day, cells = [date(2026, 6, 26)], [Cell(("entries",), date(2026, 3, 2), date(2026, 3, 9), 40)]
    alone = a_plan(a_series())
    other: Series = replace(a_series("employees", target=100), employed=True)

    company = judge(evidence(a_plan(other, a_series()), cells, day))

    assert judge(evidence(alone, cells, day)).chance[0, 0] == company.chance[0, 1]
