"""Levels and alerts: raised at once, resolved late, never flickering."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.monitoring.domain.alerts import (
    NOTHING_YET,
    THRESHOLDS,
    DayFigures,
    Kind,
    Level,
    Severity,
    Standing,
    Step,
    Turn,
    observe,
)
from tests.unit.monitoring.examples import figures

TIER = 2


def after(days: Iterable[DayFigures], tier: int = TIER) -> tuple[Standing, list[Step]]:
    """Return where a series stands after *days*, and everything that happened to its alerts."""
    standing, steps = NOTHING_YET, list[Step]()
    for day in days:
        standing, new = observe(standing, day, THRESHOLDS[tier])
        steps += new
    return standing, steps


def days_with(*probabilities: float, **others: float) -> list[DayFigures]:
    return [figures(number, p=p, **others) for number, p in enumerate(probabilities)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tier", "p", "level"),
    [
        (1, 0.0501, Level.NONE),
        (1, 0.05, Level.WATCH),
        (1, 0.0251, Level.WATCH),
        (1, 0.025, Level.WARNING),
        (2, 0.025, Level.WATCH),
        (2, 0.0101, Level.WATCH),
        (2, 0.010, Level.WARNING),
    ],
)
def test_the_level_follows_the_thresholds_of_the_tier(tier: int, p: float, level: Level) -> None:
    assert after(days_with(p), tier)[0].level is level


def test_watching_raises_no_alert_and_ends_by_itself() -> None:
    standing, steps = after(days_with(0.04, 0.06))

    assert (standing.level, steps) == (Level.NONE, [])


@pytest.mark.parametrize(("forecast", "level"), [(95.0, Level.WARNING), (95.1, Level.WATCH)])
def test_a_warning_needs_a_forecast_that_misses_the_target_by_more_than_a_trifle(forecast: float, level: Level) -> None:
    assert after(days_with(0.001, forecast=forecast))[0].level is level


def test_a_small_series_must_miss_its_target_by_three_entries() -> None:
    nearly = replace(figures(0, p=0.001, forecast=17.5, known=3), target=20)

    assert after([nearly])[0].level is Level.WATCH
    assert after([replace(nearly, forecast=17.0)])[0].level is Level.WARNING


def test_a_warning_may_rise_to_critical_later() -> None:
    days = [figures(0, p=0.009), figures(1, p=0.002, chance95=0.06), figures(2, p=0.002, chance95=0.05)]
    standing, steps = after(days)

    pace = [(step.turn, step.severity, step.since) for step in steps if step.kind is Kind.PACE]
    assert standing.level is Level.CRITICAL
    assert pace == [
        (Turn.RAISED, Severity.WARNING, days[0].day),
        (Turn.ROSE, Severity.CRITICAL, days[0].day),
    ]


def test_a_series_may_become_critical_at_once() -> None:
    standing, steps = after(days_with(0.001, chance95=0.01))

    assert standing.level is Level.CRITICAL
    assert [(step.kind, step.turn, step.severity) for step in steps] == [
        (Kind.PACE, Turn.RAISED, Severity.CRITICAL),
        (Kind.TARGET_AT_RISK, Turn.RAISED, Severity.TARGET_AT_RISK),
    ]


def test_critical_without_a_standing_warning_is_not_reached_by_the_chance_alone() -> None:
    assert after(days_with(0.001, forecast=99.0, chance95=0.01))[0].level is Level.WATCH


def test_a_level_falls_only_together_with_its_alert() -> None:
    critical = [figures(0, p=0.001, chance95=0.01)]
    nine_calm_days = days_with(*[0.9] * 9)

    assert after(critical + nine_calm_days)[0].level is Level.CRITICAL


def test_an_alert_is_resolved_after_ten_calm_days_in_a_row() -> None:
    standing, steps = after(days_with(0.001, *[0.2] * 10))

    assert (standing.level, standing.pace_alert_since) == (Level.NONE, None)
    assert [step.turn for step in steps] == [Turn.RAISED, Turn.RESOLVED]


def test_one_uneasy_day_starts_the_count_of_calm_days_anew() -> None:
    standing, _ = after(days_with(0.001, *[0.2] * 9, 0.19, *[0.2] * 9))

    assert standing.level is Level.WARNING


def test_a_reached_target_resolves_at_once() -> None:
    days = [figures(0, p=0.001), figures(1, p=0.001, known=100, forecast=101.0, chance95=1.0)]
    standing, steps = after(days)

    assert standing.level is Level.NONE
    assert [step.turn for step in steps] == [Turn.RAISED, Turn.RESOLVED]


def test_what_is_raised_again_is_another_alert() -> None:
    days = days_with(0.001, *[0.5] * 10, 0.001)
    raised = [step.since for step in after(days)[1] if step.turn is Turn.RAISED]

    assert raised == [days[0].day, days[-1].day]


def test_the_flag_is_raised_once_and_taken_back_at_twenty_percent() -> None:
    days = [figures(day, p=0.5, chance95=chance) for day, chance in enumerate((0.05, 0.01, 0.19, 0.04, 0.20))]
    standing, steps = after(days)

    assert [(step.turn, step.since) for step in steps] == [(Turn.RAISED, days[0].day), (Turn.RESOLVED, days[0].day)]
    assert (standing.level, standing.at_risk_since) == (Level.NONE, None)


def test_the_flag_and_the_pace_do_not_touch_each_other() -> None:
    standing, _ = after([figures(0, p=0.5, chance95=0.01), *days_with(*[0.5] * 12, chance95=0.1)])

    assert standing.level is Level.NONE
    assert standing.at_risk_since is not None


series_of_days = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(50, 120), st.integers(0, 110)), max_size=120
).map(
    lambda rows: [
        figures(number, p=p, chance95=chance, forecast=forecast, known=known)
        for number, (p, chance, forecast, known) in enumerate(rows)
    ]
)


@given(series_of_days)
def test_firing_and_resolving_always_take_turns(days: list[DayFigures]) -> None:
    steps = after(days)[1]

    for kind in Kind:
        turns = [step.turn for step in steps if step.kind is kind and step.turn is not Turn.ROSE]
        assert turns == [Turn.RAISED, Turn.RESOLVED] * (len(turns) // 2) + [Turn.RAISED] * (len(turns) % 2)


@given(series_of_days)
def test_an_alert_stands_exactly_while_the_level_says_so(days: list[DayFigures]) -> None:
    standing = NOTHING_YET
    for day in days:
        standing, _ = observe(standing, day, THRESHOLDS[TIER])

        assert (standing.pace_alert_since is not None) == (standing.level in {Level.WARNING, Level.CRITICAL})


@given(series_of_days)
def test_within_one_alert_the_severity_never_falls(days: list[DayFigures]) -> None:
    gravest = None
    for step in after(days)[1]:
        if step.kind is Kind.PACE:
            assert not (gravest is Severity.CRITICAL and step.severity is Severity.WARNING)
            gravest = None if step.turn is Turn.RESOLVED else step.severity


@given(series_of_days, st.integers(0, 120))
def test_stopping_between_two_days_changes_nothing(days: list[DayFigures], cut: int) -> None:
    standing, steps = after(days[:cut])
    for day in days[cut:]:
        standing, new = observe(standing, day, THRESHOLDS[TIER])
        steps += new

    assert (standing, steps) == after(days)
