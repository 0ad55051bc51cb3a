"""Charts: what stands where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.monitoring.charts.bullet import WIDTH, bullet
from services.monitoring.charts.corridor import NARROW, WIDE, Mark, Point, Size, Span, Year, draw
from services.monitoring.charts.heat import heat
from services.monitoring.charts.scales import Scale, ticks

END = date(2026, 12, 31)
COURSES = [date(2026, 9, 1), date(2026, 10, 5)]


@pytest.mark.parametrize(
    ("highest", "expected"), [(0, [0, 1]), (4, [0, 1, 2, 3, 4]), (821, [0, 200, 400, 600, 800, 1000])]
)
def test_ticks_are_round(highest: float, expected: list[int]) -> None:
    assert ticks(highest) == expected


@given(st.floats(0, 1e8))
def test_ticks_are_few_and_reach_the_highest_figure(highest: float) -> None:
    found = ticks(highest)

    assert found[0] == 0
    assert found[-1] >= highest
    assert 2 <= len(found) <= 6


def test_what_has_no_extent_stands_at_the_start() -> None:
    assert Scale(3, 3, 10, 20)(3) == 10


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_year_fills_the_plot_and_the_target_is_where_its_figure_is(size: Size) -> None:
    drawing = draw(a_year(target=800), size)

    assert drawing.reported.startswith(f"M{size.left:g} {size.height - size.bottom:g}L")
    assert drawing.end_of_middle == (size.width - size.right, drawing.target)
    assert len(drawing.months) == 12
    assert size.left < drawing.marks[0][0] < drawing.today < size.width - size.right
    assert drawing.fan.endswith("Z")
    assert drawing.today < drawing.starts[0] < drawing.starts[1] < size.width - size.right


def test_a_series_without_a_target_has_no_line_for_it() -> None:
    drawing = draw(Year(2026, END, None, [], [Point(END, 0)], [], []), WIDE)

    assert (drawing.target, drawing.planned, drawing.fan, drawing.end_of_middle) == (None, "", "", None)


def a_year(target: int) -> Year:
    fan = [Span(date(2026, 7, 1), 290, 300, 310), Span(END, 700, 800, 900)]
    reported = [Point(date(2026, 1, 1), 0), Point(date(2026, 7, 1), 300)]
    return Year(2026, date(2026, 7, 1), target, fan, reported, [], fan, [Mark(date(2026, 3, 1), "Plan v2")], COURSES)


def test_more_than_the_target_makes_the_bar_longer_than_it() -> None:
    bar = bullet(actual=120, target=100, expected=100.0)

    assert (bar.actual, bar.target, bar.behind) == (WIDTH, round(WIDTH / 1.2, 1), False)


def test_a_bar_says_that_it_is_behind_as_its_figures_are_written() -> None:
    assert bullet(actual=38, target=49, expected=38.18).behind is False
    assert bullet(actual=37, target=49, expected=38.18).behind is True


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0, 500))
def test_no_bar_leaves_its_frame(actual: int, target: int, expected: float) -> None:
    bar = bullet(actual, target, expected)

    assert 0 <= bar.actual <= WIDTH
    assert 0 <= bar.target <= WIDTH
    assert bar.expected is not None
    assert 0 <= bar.expected <= WIDTH - 2


@pytest.mark.parametrize(
    ("actual", "expected", "colour"),
    [(4, 5, "even"), (2, 6, "behind-1"), (4, 14, "behind-3"), (10, 5, "ahead-2"), (0, 0, "even"), (3, 0, "ahead-3")],
)
def test_a_month_is_coloured_by_how_unusual_its_gap_is(actual: int, expected: float, colour: str) -> None:
    assert heat(actual, expected) == colour
