"""Whole entries by weights."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.apportion import largest_remainder


def parts(total: int, *weights: float | str) -> list[int]:
    return largest_remainder(total, [Fraction(str(weight)) for weight in weights])


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (
            821,
            (24.4, 18.3, 13.4, 11, 8.5, 7.3, 5.5, 4.9, 3.6, 1.9, 1.2),
            [200, 150, 110, 90, 70, 60, 45, 40, 30, 16, 10],
        ),
        (821, (1,) * 11, [75] * 7 + [74] * 4),
        (821, (55, 18, 15, 12), [452, 148, 123, 98]),
        (
            821,
            (9.3, 11.8, 9.7, 8.5, 7.3, 7.1, 4.7, 10.2, 13.4, 9.1, 6.7, 2.2),
            [76, 97, 80, 70, 60, 58, 38, 84, 110, 75, 55, 18],
        ),
        (100, (1, 1, 1), [34, 33, 33]),
        (3, (1, 1), [2, 1]),
        (25, (15, 15, 9, 5, 5, 2), [7, 7, 4, 3, 3, 1]),
        (26, (15, 15, 9, 5, 5, 2), [8, 8, 5, 2, 2, 1]),
    ],
)
def test_the_worked_examples_of_the_method(total: int, weights: tuple[float, ...], expected: list[int]) -> None:
    assert parts(total, *weights) == expected


def test_weights_that_sum_to_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        parts(10, 0, 0)


weights = st.lists(st.fractions(min_value=0, max_value=100, max_denominator=50), min_size=1, max_size=12).filter(sum)


@given(total=st.integers(0, 10_000), given_weights=weights)
def test_the_parts_add_up_and_none_is_a_whole_entry_off(total: int, given_weights: list[Fraction]) -> None:
    result = largest_remainder(total, given_weights)

    assert sum(result) == total
    for part, weight in zip(result, given_weights, strict=True):
        assert abs(part - total * weight / sum(given_weights)) < 1
