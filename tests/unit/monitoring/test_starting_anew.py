"""A plan that starts anew, from planning's document to monitoring's verdict: 821 -> 780 on 1 July, 372 of 441 begun."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from services.monitoring.domain.alerts import Cause, Kind, Turn
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.plan import Plan, UnusablePlan
from services.monitoring.domain.replay import Played, play
from services.monitoring.domain.versions import Version, stretches
from services.monitoring.reading import plan_of, state_of
from services.planning.domain.calibration import Calibration, Measured
from services.planning.domain.plan import Plan as Planned
from services.planning.publication import plan_event
from shared.clock import micros
from shared.events import PlanPublished
from tests.support.plan_texts import a_plan, compiled
from tests.unit.monitoring.examples import a_plan as judged_plan
from tests.unit.monitoring.examples import a_series

NEW_YEAR, EVE, SUMMER, END = date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 30)
ANEW = {"revision": {"mode": "start_anew", "started": {"entries": 372}}}
APRIL, OWED_BY_MARCH = date(2026, 4, 1), 253
Q44 = 0.433470


def a_version(**changed: Any) -> Planned:
    targets = [a_plan()["targets"][0] | {"amount": 780}]
    said = {"version": 2, "valid_from": "2026-07-01", "reason": "less money", "author": "Leitung"}
    return compiled(a_plan(targets=targets, **said | changed), FIRST)


FIRST = compiled(a_plan())
AGAIN = a_version(**ANEW)
STAYS = a_version()


def announced(plan: Planned, when: datetime = datetime(2025, 12, 1, tzinfo=UTC)) -> PlanPublished:
    return plan_event(plan, micros(when), Calibration(plan.id, 1, 0, Measured()))


def published(*plans: Planned) -> dict[Version, Plan]:
    """Return what monitoring makes of them, the second announced on 29 June."""
    known = [datetime(2025, 12, 1, tzinfo=UTC), datetime(2026, 6, 29, 12, tzinfo=UTC)]
    events = [announced(plan, when) for plan, when in zip(plans, known, strict=False)]
    return {state_of(event): plan_of(event) for event in events}


def entries() -> Iterator[Cell]:
    """Yield entries that become known as the curve of reporting has it."""
    curve = plan_of(announced(FIRST)).completeness
    seen = 0
    for start in sorted(FIRST.series[0].daily):
        for age in range(61):
            known = start + timedelta(days=age)
            total = round(_begun(start) - (1 - curve[age]) * (_begun(start) - _begun(start - timedelta(days=1))))
            if total > seen:
                yield Cell(("entries",), start, known, total - seen)
                seen = total


def _begun(day: date) -> float:
    """Return how many have begun: as planned until March, then at two thirds, from July on as the new plan asks."""
    owed = float((AGAIN if day >= SUMMER else FIRST).series[0].expected(day))
    if not APRIL <= day < SUMMER:
        return owed
    return OWED_BY_MARCH + (owed - OWED_BY_MARCH) * (372 - OWED_BY_MARCH) / (441 - OWED_BY_MARCH)


def played(second: Planned) -> Played:
    return play(list(stretches(published(FIRST, second), NEW_YEAR, END, None)), list(entries()), {})


@cache
def the_year() -> Played:
    return played(AGAIN)


def on(day: date) -> Evaluation:
    [found] = [one for one in the_year().evaluations if one.day == day]
    return found


def test_the_old_shortfall_is_an_alert_until_then() -> None:
    assert on(EVE).standing.pace_alert_since
    assert on(EVE).expected == pytest.approx(441)
    assert on(EVE).gap == pytest.approx(372 - 441, abs=5)


def test_the_gap_becomes_nothing_and_the_pace_is_that_of_a_fresh_start() -> None:
    today = on(SUMMER)

    assert (today.plan_version, today.target) == (2, 780)
    assert today.expected == pytest.approx(372 + 42 / 23)
    assert today.gap == pytest.approx(0, abs=5)
    assert (today.weighted_known, today.exposure, today.exposure_squared) == (0, 0, 0)
    assert today.pace_probability == pytest.approx(Q44, abs=1e-6)


def test_the_forecast_keeps_all_entries() -> None:
    today = on(SUMMER)

    assert today.known > 340
    assert today.forecast == pytest.approx(780, abs=10)


def test_the_old_alert_ends_by_the_plan_and_none_follows() -> None:
    pace = [one for one in the_year().changes if one.kind is Kind.PACE]
    after = [one for one in the_year().changes if one.day > SUMMER]

    assert [(one.turn, one.cause, one.plan_version) for one in pace if one.day >= SUMMER] == [
        (Turn.RESOLVED, Cause.PLAN_CHANGE, 2)
    ]
    assert after == []


def test_where_the_gap_stays_the_alert_stands() -> None:
    resolved = [one for one in played(STAYS).changes if one.turn is Turn.RESOLVED and one.kind is Kind.PACE]

    assert all(one.day > SUMMER and one.cause is Cause.RECOVERED for one in resolved)


def test_what_is_expected_is_what_the_board_expects_on_every_day() -> None:
    board = [
        float((AGAIN if one.day >= SUMMER else FIRST).series[0].expected(one.day)) for one in the_year().evaluations
    ]

    assert [one.expected for one in the_year().evaluations] == pytest.approx(board, abs=1e-6)


@pytest.mark.parametrize("day", [NEW_YEAR, EVE, SUMMER, date(2026, 9, 15), date(2026, 12, 31)])
def test_the_metric_expects_the_same(day: date) -> None:
    for planned in (FIRST, AGAIN, STAYS):
        series = plan_of(announced(planned)).find("entries")
        assert series
        assert series.expected_by(day) == pytest.approx(float(planned.series[0].expected(day)), abs=1e-6)


def test_a_later_version_goes_on_from_the_restart() -> None:
    third = compiled(
        a_plan(
            targets=[a_plan()["targets"][0] | {"amount": 800}],
            version=3,
            valid_from="2026-10-01",
            reason="more",
            author="Leitung",
        ),
        AGAIN,
    )
    [state] = published(third).values()
    day = date(2026, 11, 3)
    [evaluation] = play(list(stretches({Version(3, 1, NEW_YEAR): state}, day, day, None)), [], {}).evaluations

    assert evaluation.expected == pytest.approx(float(third.series[0].expected(day)), abs=1e-6)
    assert evaluation.exposure < evaluation.expected_known - 372 + 40


def test_entries_without_anything_planned_before_are_taken_for_known() -> None:
    daily = {day: 2.0 for day in a_series().daily if day >= SUMMER}
    plan = judged_plan(a_series(daily=daily, exposure_from=SUMMER, started=50))
    [evaluation] = play(list(stretches({Version(1, 1, NEW_YEAR): plan}, SUMMER, SUMMER, None)), [], {}).evaluations

    assert (evaluation.expected, evaluation.expected_known) == (52, 50)


def test_less_than_nothing_cannot_have_begun() -> None:
    with pytest.raises(UnusablePlan):
        judged_plan(a_series(exposure_from=SUMMER, started=-1))
