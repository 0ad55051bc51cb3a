"""The distribution of the entries still to come, against figures computed elsewhere."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.monitoring.domain.special import incomplete_beta, upper_gamma
from services.monitoring.domain.still_to_come import probability_at_most, quantile

SIX_DIGITS = 5e-7


def column(*values: float) -> Any:
    return np.array(values, dtype=np.float64)


def test_the_upper_gamma_is_the_one_of_the_worked_examples() -> None:
    assert upper_gamma(column(34, 4), column(44, 8.740741)) == pytest.approx([0.0518910336, 0.0254681970], abs=1e-9)


def test_the_incomplete_beta_is_the_one_of_the_worked_examples() -> None:
    assert incomplete_beta(column(3.5), column(12), column(0.7)) == pytest.approx([0.9999502200], abs=1e-9)


def test_the_negative_binomial_is_the_one_of_the_worked_examples() -> None:
    assert probability_at_most(np.array([22]), column(30), column(81)) == pytest.approx([0.207680], abs=SIX_DIGITS)


@pytest.mark.parametrize("variance", [40.0, 40.0 * (1 + 1e-9), 20.0])
def test_a_variance_that_does_not_exceed_the_mean_is_poisson(variance: float) -> None:
    found = probability_at_most(np.array([30]), column(40), column(variance))

    assert found == pytest.approx([0.061694], abs=SIX_DIGITS)


def test_less_than_nothing_never_comes() -> None:
    assert probability_at_most(np.array([-1, -5]), column(3, 3), column(3, 9)).tolist() == [0, 0]


means = st.floats(0.01, 2_000)
surpluses = st.floats(0.0, 50.0)


@given(mean=means, surplus=surpluses, q=st.sampled_from([0.1, 0.5, 0.9, 0.999]))
def test_a_quantile_is_the_smallest_number_that_is_likely_enough(mean: float, surplus: float, q: float) -> None:
    m, v = column(mean), column(mean * (1 + surplus))
    u = quantile(q, m, v)

    assert probability_at_most(u, m, v)[0] >= q
    assert probability_at_most(u - 1, m, v)[0] < q


def test_quantiles_of_many_series_do_not_disturb_each_other() -> None:
    m, v = column(0.5, 30, 900), column(0.5, 81, 9_000)
    together = quantile(0.9, m, v).tolist()

    assert together == [quantile(0.9, m[i : i + 1], v[i : i + 1]).item() for i in range(3)]
