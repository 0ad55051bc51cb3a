"""The goals of the alerts in a short form: few years, a fixed seed, and limits far from what chance can do.

`kurs bench alerts` is the long form. That the short one can fail is shown by leaving parts of the method out.
"""

from functools import cache

import numpy as np
import pytest

from services.kurs.bench.alerts.comparison import RULES, comparison
from services.kurs.bench.alerts.goals import GOALS, Goal, broken_by, results
from services.kurs.bench.alerts.measures import before_october, coverage, raises, series_a_year, weeks
from services.kurs.bench.alerts.mutations import AS_IT_IS, MUTATIONS
from services.kurs.bench.alerts.outcomes import Outcome
from services.kurs.bench.alerts.report import Report
from services.kurs.bench.alerts.runs import Block, Run, blocks, play_block
from services.kurs.bench.alerts.scenarios import DROPS, ON_PLAN, OTHERS, SCENARIOS

SEED = 7
YEARS = 40
HALF, MOST = 0.5, 0.9


@cache
def run(scenario: str, method: str = AS_IT_IS.key) -> Run:
    played = play_block(Block(method, scenario, 0, YEARS, SEED))
    return Run(played.outcome, played.paths)


def outcome(scenario: str, method: str = AS_IT_IS.key) -> Outcome:
    return run(scenario, method).outcome


def test_years_on_plan_are_quiet() -> None:
    assert series_a_year(outcome("on-plan").warned) < 1.4
    assert series_a_year(outcome("on-plan").critical) < 0.3
    assert raises(outcome("on-plan")) < 1.4


def test_real_drops_are_seen_early_and_told_once() -> None:
    assert weeks(outcome("total-30").warned_since, HALF) < 19
    assert before_october(outcome("total-30").warned_since) > 0.85
    assert weeks(outcome("total-50").warned_since, MOST) < 16
    assert weeks(outcome("total-stop").warned_since, MOST) < 7
    assert weeks(outcome("employees-50").warned_since, HALF) < 22
    assert raises(outcome("total-30")) < 1.2


def test_a_stop_is_seen_although_nothing_arrives() -> None:
    assert before_october(outcome("sector-stop").warned_since) > 0.9
    assert before_october(outcome("sector-stop", "no-tick").warned_since) == 0


def test_the_interval_covers_four_years_in_five() -> None:
    assert coverage(outcome("total-30")).min() > 0.6
    assert 0.75 < coverage(outcome("on-plan")).mean() < 0.97


def test_without_the_correction_for_late_reports_there_are_many_false_warnings() -> None:
    assert series_a_year(outcome("on-plan", "no-delay").warned) > 2


def test_taking_entries_for_independent_gives_many_false_warnings() -> None:
    assert series_a_year(outcome("on-plan", "dispersion-1").warned) > 6


def test_twice_the_dispersion_sees_drops_much_later() -> None:
    late = weeks(outcome("total-50", "dispersion-doubled").warned_since, HALF)

    assert late > weeks(outcome("total-50").warned_since, HALF) + 1
    assert before_october(outcome("sector-stop", "dispersion-doubled").warned_since) < 0.5


def test_counting_what_was_cancelled_spoils_the_forecast() -> None:
    assert coverage(outcome("on-plan", "no-cancellations")).min() < 0.6


def test_the_same_block_is_the_same_wherever_it_is_played() -> None:
    again = play_block(Block(AS_IT_IS.key, "sector-stop", 0, YEARS, SEED)).outcome

    assert (again.warned == outcome("sector-stop").warned).all()
    other = play_block(Block(AS_IT_IS.key, "sector-stop", 1, YEARS, SEED)).outcome
    assert (other.warned != outcome("sector-stop").warned).any()


def test_a_run_has_every_scenario_and_every_mutation() -> None:
    planned = {(block.method, block.scenario): block.years for block in blocks(800, SEED)}

    assert {scenario for method, scenario in planned if method == AS_IT_IS.key} == {one.key for one in SCENARIOS}
    for mutation in MUTATIONS:
        mutated = {scenario for method, scenario in planned if method == mutation.key}
        assert mutated == {one.key for one in (ON_PLAN, *DROPS)}


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.key)
def test_every_goal_can_be_computed(goal: Goal) -> None:
    ours = {one.key: run(one.key) for one in SCENARIOS}

    assert np.isfinite(goal.measure(ours))


def test_every_mutation_breaks_a_goal_that_the_product_meets_on_the_same_years() -> None:
    ours = {one.key: run(one.key) for one in SCENARIOS}
    mutated = {one.key: run(one.key, "dispersion-1") for one in (ON_PLAN, *DROPS)}

    assert "false-warnings" in {goal.key for goal in broken_by(mutated, ours)}
    assert not broken_by(ours, ours)


def test_rules_are_compared_at_the_same_rate_of_false_alarms() -> None:
    found = {(one.scenario, one.rule): one for one in comparison({one.key: run(one.key) for one in SCENARIOS})}

    assert len(found) == 3 * len(RULES)
    assert found["total-50", "method"].weeks < found["total-50", "phased"].weeks
    assert found["total-50", "cusum"].before_october > 0.9


def test_the_report_says_all_of_it_in_both_languages_and_as_json() -> None:
    ours = {one.key: run(one.key) for one in (ON_PLAN, *DROPS, *OTHERS)}
    report = Report({AS_IT_IS.key: ours} | {one.key: ours for one in MUTATIONS})

    german, english = report.markdown(SEED, "de"), report.markdown(SEED, "en")
    assert "| Gesamt −30 %: bis 80 % |" in german
    assert "| total −30 %: until 80 % |" in english
    assert english.count("PASS") + english.count("FAIL") == len(GOALS) == len(results(ours))
    assert not report.good
    assert report.as_json()["mutations"] == {one.key: [] for one in MUTATIONS}
    assert len(list(report.sections("de"))) == 4
