"""What a calibration and a preset make of a plan, and what another calibration would change."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.monitoring.domain.alerts import PRESETS, Kind, Level, Preset, Turn
from services.monitoring.domain.calibration import Calibration, Groups
from services.monitoring.domain.dispersion import dispersion_of
from services.monitoring.domain.effect import effects, level_of, recalibrated
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Stretch, play
from services.monitoring.reading import plan_of
from shared.events import Calibration as Measured
from shared.events import Groups as MeasuredGroups
from tests.support.sample_year import sample_plan
from tests.unit.monitoring.examples import CURVE, a_plan, a_series

DAY = date(2026, 6, 26)
CELLS = [Cell(("entries", "employees"), date(2026, 5, 4), date(2026, 5, 11), 120)]


def test_the_plan_comes_with_its_calibration_and_its_preset() -> None:
    measured = Measured(
        version=3,
        origin="matured",
        entries=700,
        measured_on=DAY,
        groups={"entries": MeasuredGroups(entries=700, squares=2_900)},
    )
    plan = plan_of(sample_plan().model_copy(update={"calibration": measured, "preset": "quiet"}))

    assert plan.preset is Preset.QUIET
    assert plan.calibration == Calibration(3, "matured", 700, DAY, {"entries": Groups(700, 2_900)})


def test_a_series_with_groups_learns_its_dispersion_and_the_others_keep_the_prior() -> None:
    series = (a_series(), a_series("employees", employed=True, target=247))
    learned = a_plan(*series, calibration=Calibration(groups={"entries": Groups(700, 2_900)}))

    entries, employees = dispersion_of(learned, learned.judged)
    assert entries == pytest.approx((300 + 2_900) / 800 + 0.15**2 * 506 / 12)
    assert employees == pytest.approx(4.5 + 0.15**2 * 247 / 12)


def test_without_a_year_before_the_dispersion_is_exactly_the_prior() -> None:
    plan = plan_of(sample_plan())

    first = {True: 4.5, False: 2.5, None: 3.0}
    prior = [first[one.employed] + 0.15**2 * (one.target or 0) / 12 for one in plan.judged]
    assert dispersion_of(plan, plan.judged).tolist() == pytest.approx(prior)


@pytest.mark.parametrize("preset", Preset)
def test_the_preset_says_when_an_alert_is_raised(preset: Preset) -> None:
    plan = a_plan(preset=preset)
    days = list(plan.working_days.between(date(2026, 5, 12), date(2026, 11, 30)))
    played = play([Stretch(plan, days)], CELLS, {})
    [raised] = [one.day for one in played.changes if one.kind is Kind.PACE and one.turn is Turn.RAISED]

    limit = PRESETS[preset][1].warning
    assert raised == next(one.day for one in played.evaluations if one.pace_probability <= limit)


@pytest.mark.parametrize(
    ("p", "level"), [(0.051, Level.NONE), (0.05, Level.WATCH), (0.025, Level.WARNING), (0.005, Level.CRITICAL)]
)
def test_the_level_of_a_pace_alone_follows_the_thresholds(p: float, level: Level) -> None:
    assert level_of(p, PRESETS[Preset.STANDARD][1]) is level


def changed(plan: Plan, **other: Any) -> Plan:
    values: dict[str, Any] = {"completeness": CURVE, "groups": {}} | other
    return recalibrated(plan, **values)


def test_a_proposal_that_is_the_calibration_changes_nothing() -> None:
    plan = a_plan()

    [effect] = effects(plan, changed(plan), CELLS, DAY)
    assert effect.now == effect.proposed


def test_more_uneven_groups_make_the_same_pace_less_alarming() -> None:
    plan = a_plan()
    proposed = changed(plan, groups={"entries": Groups(500, 6_000)})

    [effect] = effects(plan, proposed, CELLS, DAY)
    assert effect.proposed.evaluation.dispersion > effect.now.evaluation.dispersion
    assert effect.proposed.evaluation.pace_probability > effect.now.evaluation.pace_probability


def test_slower_reports_expect_less_by_today() -> None:
    plan = a_plan()
    slower = tuple(CURVE[max(age // 2, 0)] for age in range(121))

    [effect] = effects(plan, changed(plan, completeness=slower), CELLS, DAY)
    assert effect.proposed.evaluation.expected_known < effect.now.evaluation.expected_known
    assert replace(plan, completeness=slower) == changed(plan, completeness=slower)
