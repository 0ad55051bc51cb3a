"""The course of a series: it ends where the forecast says, and begins where reports do."""

from datetime import date, timedelta

import numpy as np
import pytest

from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Stretch, play
from services.monitoring.outlook import Counted, Outlook, outlook
from services.monitoring.pages.by_hand import ByHand
from services.monitoring.pages.tables import csv_of
from services.monitoring.words.formats import Formats
from tests.unit.monitoring.examples import a_plan, a_series, e2

DAY = date(2026, 6, 26)
EVERY = 3
PLAN = a_plan(a_series())


def starts(plan: Plan) -> dict[date, int]:
    days = (plan.first_day + timedelta(days=n) for n in range(0, (DAY - plan.first_day).days, EVERY))
    return dict.fromkeys(days, 4)


def judged() -> tuple[Outlook, float, int, int, float, float]:
    cells = [Cell(("entries",), day, day + timedelta(days=10), n) for day, n in starts(PLAN).items()]
    [evaluation] = play([Stretch(PLAN, [DAY])], cells, {}).evaluations
    known = np.zeros(365, np.int64)
    for day, n in starts(PLAN).items():
        if day + timedelta(days=10) <= DAY:
            known[(day - PLAN.first_day).days] += n
    found = outlook(PLAN, PLAN.series[0], Counted(known, known), evaluation, DAY)
    e = evaluation
    return found, e.forecast, e.low, e.high, e.started, e.known


def test_the_fan_ends_at_the_forecast_and_its_interval() -> None:
    found, forecast, low, high, *_ = judged()
    end = found.to_come[-1]

    assert (end.day, end.low, end.high) == (date(2026, 12, 31), low, high)
    assert end.middle == pytest.approx(forecast)


def test_the_fan_begins_where_the_estimate_of_what_has_begun_ends() -> None:
    found, *_, started, known = judged()

    assert found.to_come[0].day == DAY
    assert found.to_come[0].middle == pytest.approx(started)
    assert found.begun[-1][1] == pytest.approx(started)
    assert found.reported[-1] == (DAY, known)


def test_the_plan_ends_at_the_target_within_its_range() -> None:
    end = judged()[0].planned[-1]

    assert end.middle == pytest.approx(506)
    assert end.low < 506 < end.high


def test_a_series_without_a_target_shows_what_is_reported_only() -> None:
    plan = a_plan(a_series(target=None))
    found = outlook(plan, plan.series[0], Counted(np.ones(365, np.int64), np.ones(365, np.int64)), None, DAY)

    assert (found.planned, found.begun, found.to_come) == ((), (), ())
    assert found.reported[-1][1] == (DAY - plan.first_day).days + 1


def test_the_steps_by_hand_show_the_numbers_of_the_worked_example() -> None:
    text = "\n".join(line for step in ByHand(e2(), PLAN, Formats("en")).steps() for line in step.lines)

    for said in ("= 68.183673", "= 87.816327", "p = Q(α, β) = 0.013178", "r = αf / βf = 0.782245", "= 371.556114"):
        assert said in text
    assert "602–759" in text
    assert "= 16.896387" in text


def test_no_cell_of_a_table_is_a_formula_and_decimals_are_written_as_people_do() -> None:
    table = csv_of(["a", "b"], [["=cmd()", 1234.5], ["-x", None]], "de").decode("utf-8-sig")

    assert table == "a;b\r\n'=cmd();1234,5\r\n'-x;\r\n"
