"""What ends because less is asked for is the plan's doing: it is never called a recovery."""

from dataclasses import replace
from datetime import date

import pytest

from services.monitoring.domain.alerts import Cause, DayFigures, Kind, Level, Severity, Standing, Step, Turn
from services.monitoring.domain.calibration import Calibration
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.plan_change import measured_anew, no_longer_asked
from services.monitoring.domain.replay import Played, Stretch, play
from tests.unit.monitoring.examples import a_plan, a_series, figures

SINCE = date(2026, 2, 2)
BOTH = Standing(Level.CRITICAL, 3, SINCE, SINCE)
FRIDAY, MONDAY, TUESDAY = date(2026, 6, 26), date(2026, 6, 29), date(2026, 6, 30)


def ended(today: DayFigures, owed_before: int = 120) -> list[tuple[Kind, Severity, Cause | None]]:
    return [(one.kind, one.severity, one.cause) for one in measured_anew(BOTH, today, owed_before)[1]]


PACE = (Kind.PACE, Severity.CRITICAL, Cause.PLAN_CHANGE)
FLAG = (Kind.TARGET_AT_RISK, Severity.TARGET_AT_RISK, Cause.PLAN_CHANGE)


def test_a_calm_pace_ends_its_alert_at_once() -> None:
    assert ended(figures(0, p=0.2, chance95=0.19)) == [PACE]


def test_an_uneasy_pace_keeps_its_alert_and_its_calm_days() -> None:
    assert measured_anew(BOTH, figures(0, p=0.19, chance95=0.19), 120) == (BOTH, [])


def test_the_flag_ends_when_most_of_the_target_is_likely_again() -> None:
    assert ended(figures(0, p=0.1, chance95=0.2)) == [FLAG]


def test_the_lower_target_that_is_reached_ends_the_alert() -> None:
    assert ended(figures(0, p=0.01, known=100, chance95=1.0), owed_before=101) == [PACE, FLAG]


def test_what_reaches_the_old_target_too_is_left_to_the_usual_rules() -> None:
    assert ended(figures(0, p=0.01, known=100, chance95=1.0), owed_before=100) == []


def test_a_series_that_is_asked_no_more_ends_with_all_its_alerts() -> None:
    assert no_longer_asked(BOTH) == [
        Step(Kind.PACE, Turn.RESOLVED, Severity.CRITICAL, SINCE, Cause.PLAN_CHANGE),
        Step(Kind.TARGET_AT_RISK, Turn.RESOLVED, Severity.TARGET_AT_RISK, SINCE, Cause.PLAN_CHANGE),
    ]
    assert no_longer_asked(Standing(Level.WATCH)) == []


WARNED = Standing(Level.WARNING, 0, SINCE)
CELLS = [Cell(("entries",), date(2026, 1, 5), date(2026, 1, 9), 100), Cell(("entries",), date(2026, 6, 1), FRIDAY, 140)]


def played(before: Plan, after: Plan, standing: Standing = WARNED) -> Played:
    return play([Stretch(after, [MONDAY, TUESDAY], before)], CELLS, {"entries": standing})


def only(changes: list[Change]) -> tuple[Turn, Cause | None, date, int]:
    [change] = changes
    return change.turn, change.cause, change.day, change.plan_version


def test_on_the_first_day_of_a_smaller_plan_the_alert_ends_and_names_the_new_version() -> None:
    smaller = a_plan(a_series(target=400, daily=dict.fromkeys(a_series().daily, 1.5)), version=2)

    assert only(played(a_plan(), smaller).changes) == (Turn.RESOLVED, Cause.PLAN_CHANGE, MONDAY, 2)


@pytest.mark.parametrize(
    "after",
    [a_plan(calibration=Calibration(version=2)), a_plan(version=2, district_title="elsewhere")],
    ids=["a new calibration", "a version that asks the same"],
)
def test_what_asks_the_same_resolves_nothing(after: Plan) -> None:
    calm = replace(a_plan(), completeness=(0.0,) * 200)

    changes = played(calm, replace(after, completeness=calm.completeness)).changes
    assert changes == []


def test_after_the_first_day_the_usual_patience_holds() -> None:
    smaller = a_plan(a_series(target=400, daily=dict.fromkeys(a_series().daily, 1.5)), version=2)
    stretch = Stretch(smaller, [TUESDAY], replace(smaller, calibration=Calibration(version=2)))

    assert play([stretch], CELLS, {"entries": WARNED}).changes == []


@pytest.mark.parametrize("left", [a_plan(a_series("other"), version=2), a_plan(a_series(target=None), version=2)])
def test_the_alerts_of_a_series_without_target_or_place_end(left: Plan) -> None:
    changes = [one for one in played(a_plan(), left).changes if one.series == "entries"]

    assert only(changes) == (Turn.RESOLVED, Cause.PLAN_CHANGE, MONDAY, 2)
