"""All years of a run, in blocks that can be played anywhere in any order: each has its own random numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from services.kurs.bench.alerts.mutations import AS_IT_IS, METHODS, Method
from services.kurs.bench.alerts.outcomes import Outcome, cut, joined
from services.kurs.bench.alerts.playing import Played, Player
from services.kurs.bench.alerts.rivals import Paths, joined_paths
from services.kurs.bench.alerts.scenarios import DROPS, ON_PLAN, SCENARIOS, Scenario
from services.kurs.bench.alerts.world import World
from services.kurs.spread import spread

_YEARS_A_BLOCK = 20
_SHARE_OF_A_DROP = 0.375
_SHARE_OF_A_MUTATION = 0.075

_METHODS = {method.key: method for method in METHODS}
_SCENARIOS = {scenario.key: scenario for scenario in SCENARIOS}


@dataclass(frozen=True, slots=True)
class Block:
    """Some years of a scenario, judged by a method; ``number`` makes its random numbers its own."""

    method: str
    scenario: str
    number: int
    years: int
    seed: int


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one scenario judged by one method."""

    outcome: Outcome
    paths: Paths

    @property
    def years(self) -> int:
        """How many years were played."""
        return len(self.outcome.raised)

    def first(self, years: int) -> "Run":
        """Return what came of the first *years*."""
        return Run(cut(self.outcome, years), self.paths)


Runs = dict[str, Run]
"""By scenario."""


def play_all(years: int, seed: int, advance: Callable[[int], None]) -> dict[str, Runs]:
    """Play every scenario by the product as it is and by each mutation, which sees the same years; by method.

    *years* are on plan, in whole blocks; there are fewer with a drop, and fewer still for a mutation. *advance* is told
    how many are done.
    """
    planned = list(blocks(years, seed))
    found: dict[tuple[str, str], list[Played]] = {}
    done = 0
    for block, played in zip(planned, spread(play_block, planned), strict=True):
        found.setdefault((block.method, block.scenario), []).append(played)
        advance(done := done + block.years)
    runs: dict[str, Runs] = {}
    for (method, scenario), several in found.items():
        runs.setdefault(method, {})[scenario] = _joined(several)
    return runs


def years_of(years: int) -> int:
    """Return how many years are played in all when *years* are on plan."""
    return sum(block.years for block in blocks(years, seed=0))


def blocks(years: int, seed: int) -> Iterator[Block]:
    """Yield all blocks of a run."""
    for method in METHODS:
        for scenario in SCENARIOS if method is AS_IT_IS else (ON_PLAN, *DROPS):
            number = max(1, round(years * _share(method, scenario) / _YEARS_A_BLOCK))
            for block in range(number):
                yield Block(method.key, scenario.key, block, _YEARS_A_BLOCK, seed)


def _share(method: Method, scenario: Scenario) -> float:
    if method is not AS_IT_IS:
        return _SHARE_OF_A_MUTATION
    return 1.0 if scenario is ON_PLAN else _SHARE_OF_A_DROP


def play_block(block: Block) -> Played:
    """Play one block."""
    place = list(_SCENARIOS).index(block.scenario)
    random = np.random.default_rng(np.random.SeedSequence(block.seed, spawn_key=(place, block.number)))
    return _player(block.method, block.scenario).play(block.years, random)


@cache
def _player(method: str, scenario: str) -> Player:
    return Player(_world(), _SCENARIOS[scenario], _METHODS[method])


@cache
def _world() -> World:
    return World()


def _joined(several: Sequence[Played]) -> Run:
    return Run(joined([one.outcome for one in several]), joined_paths([one.paths for one in several]))
