"""The sample year, played day by day, must come to the figures that were computed elsewhere."""

import random
from datetime import date
from functools import cache
from typing import Any

import pytest

from services.monitoring.domain.alerts import Level, Standing
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.feeds import listen_through
from services.monitoring.domain.heard import Report
from services.monitoring.domain.history import alerts_of
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Played, Stretch, play
from services.monitoring.reading import plan_of
from tests.support.reference import truth
from tests.support.sample_year import sample_fulfilment, sample_plan

SIX_DIGITS = 5.1e-7
AFTER_THE_END = date(2027, 8, 1)
TRUTH: dict[str, Any] = truth()["alerts"]


@cache
def plan() -> Plan:
    return plan_of(sample_plan())


@cache
def cells() -> tuple[Cell, ...]:
    counted = sample_fulfilment()
    return tuple(
        Cell(tuple(counted.places[cell.place]), cell.start, cell.known, cell.entries) for cell in counted.cells
    )


@cache
def days() -> tuple[date, ...]:
    return tuple(plan().working_days.between(*plan().span_to_evaluate(after=None, today=AFTER_THE_END)))


@cache
def the_year() -> Played:
    return play([Stretch(plan(), days())], cells(), {})


def of(series: str) -> list[Evaluation]:
    return [one for one in the_year().evaluations if one.series == series]


def test_every_series_with_a_target_is_evaluated_on_every_working_day() -> None:
    assert {one.series for one in the_year().evaluations} == set(TRUTH)
    assert len(the_year().evaluations) == len(TRUTH) * len(days())


@pytest.mark.parametrize("series", TRUTH)
def test_the_figures_at_every_months_end_are_those_computed_elsewhere(series: str) -> None:
    by_day = {one.day.isoformat(): one for one in of(series)}
    for day, expected in TRUTH[series]["month_end"].items():
        one = by_day[day]
        found = {
            "p": one.pace_probability,
            "forecast": one.forecast,
            "lo80": one.low,
            "hi80": one.high,
            "chance": one.chance,
            "chance95": one.chance95,
            "started": one.started,
            "known": one.known,
            "expected": one.expected,
        }
        assert found == pytest.approx(expected, abs=SIX_DIGITS), day


@pytest.mark.parametrize("series", TRUTH)
def test_every_level_is_first_reached_on_the_day_computed_elsewhere(series: str) -> None:
    first: dict[str, str] = {}
    for one in of(series):
        if one.day.year == plan().year:
            if one.level is not Level.NONE:
                first.setdefault(one.level.value, one.day.isoformat())
            if one.target_at_risk:
                first.setdefault("target_at_risk", one.day.isoformat())

    assert first == {level: day for level, day in TRUTH[series].items() if level != "month_end"}


def test_every_alert_is_raised_once_in_the_whole_year() -> None:
    alerts = alerts_of(the_year().changes)

    assert len({(alert.raised.series, alert.raised.kind) for alert in alerts}) == len(alerts)


def test_the_order_in_which_figures_arrive_changes_nothing() -> None:
    shuffled = list(cells())
    random.Random(821).shuffle(shuffled)  # noqa: S311 - not for secrets

    assert play([Stretch(plan(), days())], shuffled, {}) == the_year()


@pytest.mark.parametrize("cut", [1, 100, 200, 374])
def test_playing_in_pieces_comes_to_the_same(cut: int) -> None:
    first = play([Stretch(plan(), days()[:cut])], cells(), {})
    standings = {one.series: one.standing for one in first.evaluations if one.day == days()[cut - 1]}
    rest = play([Stretch(plan(), days()[cut:])], cells(), standings)

    together = sorted((*first.evaluations, *rest.evaluations), key=lambda one: (one.series, one.day))
    assert together == sorted(the_year().evaluations, key=lambda one: (one.series, one.day))
    assert {change.id for change in (*first.changes, *rest.changes)} == {change.id for change in the_year().changes}


def test_no_day_to_play_comes_to_nothing() -> None:
    assert play([Stretch(plan(), [])], cells(), {"entries": Standing()}) == Played([], [])


def test_no_office_of_the_sample_year_is_ever_silent() -> None:
    reports = [Report(one.series, one.known, one.entries) for one in cells()]
    listened = listen_through([Stretch(plan(), days())], reports, (), {})

    assert listened.changes == []
    nearest = min(listened.feeds, key=lambda one: one.probability or 0)
    assert (nearest.office, nearest.day, nearest.heard) == ("JC-WB", date(2026, 7, 17), date(2026, 6, 15))
    assert nearest.probability == pytest.approx(0.00131, abs=1e-5)
