"""What the product is held to: figures of played years against their limits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from services.kurs.bench.alerts.measures import (
    before_october,
    coverage,
    happened,
    raises,
    series_a_year,
    weeks,
    years_with_any,
)
from services.kurs.bench.alerts.runs import Runs
from services.kurs.bench.alerts.scenarios import EMPLOYEES, ON_PLAN, SECTOR, TOTAL
from services.kurs.bench.alerts.world import NAMES

Unit = Literal["number", "share", "weeks"]
Measure = Callable[[Runs], float]


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that must not exceed ``limit`` or, with ``at_least``, must not fall below it.

    ``reference`` is what the method came to when it was designed, on a simulator of its own.
    """

    key: str
    unit: Unit
    measure: Measure
    limit: float
    reference: str
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came out for a goal."""

    goal: Goal
    figure: float

    @property
    def met(self) -> bool:
        """The goal is met."""
        return self.figure >= self.goal.limit if self.goal.at_least else self.figure <= self.goal.limit


def results(runs: Runs) -> list[Result]:
    """Return what came out for every goal."""
    return [Result(goal, goal.measure(runs)) for goal in GOALS]


def broken_by(mutated: Runs, as_it_is: Runs) -> list[Goal]:
    """Return the goals that the product as it is meets on the same years, and the mutated one does not."""
    same = {scenario: as_it_is[scenario].first(run.years) for scenario, run in mutated.items()}
    pairs = zip(results(mutated), results(same), strict=True)
    return [theirs.goal for theirs, ours in pairs if ours.met and not theirs.met]


def _on_plan(measure: Callable[..., float], days: str) -> Measure:
    return lambda runs: measure(getattr(runs[ON_PLAN.key].outcome, days))


def _until_warned(scenario: str, share: float) -> Measure:
    return lambda runs: weeks(runs[scenario].outcome.warned_since, share)


def _before_october(scenario: str) -> Measure:
    return lambda runs: before_october(runs[scenario].outcome.warned_since)


def _raises(scenario: str) -> Measure:
    return lambda runs: raises(runs[scenario].outcome)


def _seen(scenario: str) -> Measure:
    return lambda runs: float(happened(runs[scenario].outcome.warned_since).mean())


def _least_coverage(runs: Runs) -> float:
    return float(coverage(runs[ON_PLAN.key].outcome)[:, _COVERED].min())


def _most_coverage(runs: Runs) -> float:
    return float(coverage(runs[ON_PLAN.key].outcome)[:, _COVERED].max())


def _coverage_in_a_drop(runs: Runs) -> float:
    return float(coverage(runs["total-30"].outcome).min())


_COVERED = [column for column, name in enumerate(NAMES) if name in {TOTAL, EMPLOYEES, SECTOR}]

GOALS = (
    Goal("false-warnings", "number", _on_plan(series_a_year, "warned"), 1.1, "0.97"),
    Goal("false-years", "share", _on_plan(years_with_any, "warned"), 0.50, "45 %"),
    Goal("false-criticals", "number", _on_plan(series_a_year, "critical"), 0.12, "0.096"),
    Goal("critical-years", "share", _on_plan(years_with_any, "critical"), 0.08, "6.9 %"),
    Goal("total-30-half", "weeks", _until_warned("total-30", 0.5), 14.5, "13.4"),
    Goal("total-30-80", "weeks", _until_warned("total-30", 0.8), 20.5, "19.6"),
    Goal("total-30-90", "weeks", _until_warned("total-30", 0.9), 27, "25.4"),
    Goal("total-30-october", "share", _before_october("total-30"), 0.96, "97 %", at_least=True),
    Goal("total-50-90", "weeks", _until_warned("total-50", 0.9), 13, "12.3"),
    Goal("total-stop-90", "weeks", _until_warned("total-stop", 0.9), 6, "5.4"),
    Goal("employees-50-half", "weeks", _until_warned("employees-50", 0.5), 16.5, "15.4"),
    Goal("employees-50-october", "share", _before_october("employees-50"), 0.92, "94 %", at_least=True),
    Goal("coverage-least", "share", _least_coverage, 0.80, "85 %", at_least=True),
    Goal("coverage-most", "share", _most_coverage, 0.95, "92 %"),
    Goal("coverage-drop", "share", _coverage_in_a_drop, 0.78, "81 %", at_least=True),
    Goal("raises-on-plan", "number", _raises(ON_PLAN.key), 1.1, "0.97"),
    Goal("raises-drop", "number", _raises("total-30"), 1.1, "1.01"),
    Goal("sector-stop", "share", _seen("sector-stop"), 0.99, "100 %", at_least=True),
)
