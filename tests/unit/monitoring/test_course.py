"""A series through many days at once comes to what the machine of the alerts says day by day."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.monitoring.domain.alerts import NOTHING_YET, PRESETS, Level, Preset, Thresholds, observe
from services.monitoring.domain.course import Course, Figures, course

FIRST = date(2026, 1, 2)
CHANCES = [0.0, 0.0008, 0.001, 0.004, 0.005, 0.01, 0.02, 0.025, 0.049, 0.05, 0.051, 0.19, 0.2, 0.21, 1.0]
days_of_a_series = st.lists(
    st.tuples(st.sampled_from(CHANCES), st.sampled_from(CHANCES), st.sampled_from([80.0, 99.0]), st.integers(98, 101)),
    max_size=60,
)
presets = st.sampled_from([limits for preset in PRESETS.values() for limits in preset.values()])


def some_figures(rows: list[tuple[float, float, float, int]]) -> tuple[list[date], Figures]:
    columns = np.array(rows, dtype=np.float64).reshape(-1, 4)
    days = [FIRST + timedelta(days=number) for number in range(len(rows))]
    return days, Figures(100, columns[:, 3].astype(np.int64), columns[:, 0], columns[:, 2], columns[:, 1])


@given(days_of_a_series, presets)
def test_asking_only_when_something_can_happen_changes_nothing(
    rows: list[tuple[float, float, float, int]], limits: Thresholds
) -> None:
    days, figures = some_figures(rows)
    standing, expected = NOTHING_YET, Course(days, [], [], [])
    for index, day in enumerate(days):
        standing, steps = observe(standing, figures.on(index, day), limits)
        expected.levels.append(standing.level)
        expected.target_at_risk.append(standing.at_risk_since is not None)
        expected.steps.extend((day, step) for step in steps)

    assert course(days, figures, limits) == expected


@pytest.mark.parametrize(
    ("preset", "tier", "warned_at"),
    [
        (Preset.QUIET, 1, 0.010),
        (Preset.QUIET, 2, 0.004),
        (Preset.STANDARD, 1, 0.025),
        (Preset.STANDARD, 2, 0.010),
        (Preset.SENSITIVE, 1, 0.050),
        (Preset.SENSITIVE, 2, 0.020),
    ],
)
def test_each_preset_warns_at_its_probability(preset: Preset, tier: int, warned_at: float) -> None:
    days, figures = some_figures([(warned_at + 1e-9, 0.5, 80.0, 10), (warned_at, 0.5, 80.0, 10)])

    levels = course(days, figures, PRESETS[preset][tier]).levels

    assert [level is Level.WARNING for level in levels] == [False, True]
