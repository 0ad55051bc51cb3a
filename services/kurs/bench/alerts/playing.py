"""Simulated years, played through the product's own evaluation and alert machine."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from services.kurs.bench.alerts.mutations import Method
from services.kurs.bench.alerts.outcomes import LOOKED_AT, Outcome, outcome
from services.kurs.bench.alerts.rivals import Paths, Rivals
from services.kurs.bench.alerts.scenarios import Scenario
from services.kurs.bench.alerts.world import World
from services.kurs.bench.alerts.years import Years, simulate
from services.monitoring.domain.alerts import THRESHOLDS
from services.monitoring.domain.arrays import Counts
from services.monitoring.domain.course import Course, Figures, by_series, course
from services.monitoring.domain.deviation import (
    HIGH,
    LOW,
    Evidence,
    Pace,
    chance_of,
    entries_to_come,
    nearly,
    pace_of,
)
from services.monitoring.domain.dispersion import learned_dispersion
from services.monitoring.domain.evidence import weigh
from services.monitoring.domain.exposure import exposure
from services.monitoring.domain.known import Changes, known_by_day


@dataclass(frozen=True, slots=True)
class Played:
    """What came of some years, and what others would have gone by."""

    outcome: Outcome
    paths: Paths


class Player:
    """Plays years of a scenario as the product does by a method."""

    def __init__(self, world: World, scenario: Scenario, method: Method) -> None:
        """Work out once what does not depend on the year."""
        self._world, self._method = world, method
        self._paces = scenario.paces(world)
        judged = world.plan.judged
        self._columns = [column for column, one in enumerate(judged) if scenario.watches(one.id)]
        watched = tuple(judged[column] for column in self._columns)
        self._plan = method.plan(replace(world.plan, series=watched))
        self._owed = exposure(self._plan, world.days)
        self._rivals = Rivals(self._plan, world.days)

    def play(self, years: int, random: np.random.Generator) -> Played:
        """Simulate and play *years*."""
        simulated = simulate(self._world, self._paces, years, random)
        changes = self._method.changes(simulated.changes)
        changes = replace(changes, counts_in=changes.counts_in[:, self._columns])
        evidence = self._evidence(simulated, changes, years)
        pace, final = pace_of(evidence), simulated.final[:, self._columns]
        courses = [
            [self._course(one, series.tier) for one, series in zip(year, self._plan.judged, strict=True)]
            for year in self._figures(evidence, pace)
        ]
        return Played(
            outcome(courses, final < evidence.target[:, 0], self._covered(evidence, pace, final)),
            self._rivals.paths(changes, evidence, pace.probability),
        )

    def _evidence(self, simulated: Years, changes: Changes, years: int) -> Evidence:
        known, weighted = known_by_day(self._plan, changes, self._world.days, years)
        entries = simulated.entries_last_year[:, self._columns]
        squares = simulated.squares_last_year[:, self._columns]
        dispersion = self._method.dispersion(learned_dispersion(self._plan.judged, entries, squares))
        return weigh(self._plan, self._owed, dispersion[:, None, :], known, weighted)

    def _figures(self, evidence: Evidence, pace: Pace) -> Iterator[list[Figures]]:
        chance95 = chance_of(nearly(evidence.target) - evidence.known, pace)
        forecast = evidence.known + pace.to_come
        return by_series(evidence.target[0, 0], evidence.known, pace.probability, forecast, chance95)

    def _course(self, figures: Figures, tier: int) -> Course:
        days = self._world.days
        if self._method.ticks:
            return course(days, figures, THRESHOLDS[tier])
        arrived = np.flatnonzero(np.diff(figures.known, prepend=0))
        return course([days[look] for look in arrived], figures.at(arrived), THRESHOLDS[tier])

    def _covered(self, evidence: Evidence, pace: Pace, final: Counts) -> NDArray[np.bool_]:
        """Say whether the 80 % interval of each day looked at holds the *final* number."""
        looks = [self._world.days.index(day) for day in LOOKED_AT]
        then = Pace(*(getattr(pace, name)[:, looks] for name in Pace.__slots__))
        known, ends = evidence.known[:, looks], final[:, None, :]
        low, high = (known + entries_to_come(q, then) for q in (LOW, HIGH))
        return (low <= ends) & (ends <= high)
