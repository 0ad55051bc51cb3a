"""Simulated years: groups begin, their entries are reported late, and some are cancelled."""

from dataclasses import dataclass

import numpy as np

from services.kurs.bench.alerts.world import CANCELLED, PHASING_ERROR, PLACES, REPORTED, WITHDRAWN, World
from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.known import Changes

_LEAST_OF_A_MONTH = 0.1


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups that began, one element a group: in which year, on which working day (from 0), where, how many."""

    year: Counts
    day: Counts
    place: Counts
    size: Counts


@dataclass(frozen=True, slots=True)
class Years:
    """What became known of some years; ``final`` is what each series counts in the end: one row a year."""

    changes: Changes
    final: Counts
    entries_last_year: Counts
    squares_last_year: Counts


def simulate(world: World, paces: Floats, years: int, random: np.random.Generator) -> Years:
    """Return *years* with their last years (on plan), from which the dispersion is learned."""
    changes, final = _reported(world, begin(world, paces, years, random), years, random)
    entries, squares = _group_sizes(world, begin(world, np.ones_like(paces), years, random), years, random)
    return Years(changes, final, entries, squares)


def begin(world: World, paces: Floats, years: int, random: np.random.Generator) -> Groups:
    """Draw the groups of *years*; in each, every month has another weight than in the plan, the sum is the plan's."""
    errors = np.maximum(1 + PHASING_ERROR * random.standard_normal((years, 12)), _LEAST_OF_A_MONTH)
    phasing = world.phasing * errors[:, world.month_of]
    phasing /= phasing.sum(axis=1, keepdims=True)
    groups = random.poisson(phasing[:, :, None] * _paces_of_groups(paces) * world.groups_a_year)
    year, day, place = (np.repeat(one, groups[groups > 0]) for one in np.nonzero(groups))
    size = 1 + random.poisson(world.more_of_a_group[place])
    return Groups(year, day, place, random.binomial(size, (paces / _paces_of_groups(paces))[day, place]))


def _paces_of_groups(paces: Floats) -> Floats:
    """Return how many times the plan's groups begin: fewer entries are fewer groups, and smaller ones, alike."""
    return np.where(paces == 0, 1.0, np.where(paces < 1, np.sqrt(paces), paces))


def _reported(world: World, groups: Groups, years: int, random: np.random.Generator) -> tuple[Changes, Counts]:
    year, day, place = (np.repeat(one, groups.size) for one in (groups.year, groups.day, groups.place))
    start = np.array([one.toordinal() for one in world.days])[day]
    known = start + REPORTED.draw(len(start), random)
    gone = np.flatnonzero(random.random(len(start)) < CANCELLED)
    withdrawn = known[gone] + WITHDRAWN.draw(len(gone), random)
    every = np.concatenate([np.arange(len(start)), gone])
    entries = np.concatenate([np.ones(len(start), dtype=np.int64), -np.ones(len(gone), dtype=np.int64)])
    changes = Changes(
        year[every], start[every], np.concatenate([known, withdrawn]), place[every], entries, world.counts_in
    )
    return changes, _by_series(world, year[every], place[every], entries, years)


def _group_sizes(world: World, groups: Groups, years: int, random: np.random.Generator) -> tuple[Counts, Counts]:
    """Return the sums of S and of S^2 by series, with S the valid entries of a group."""
    valid = random.binomial(groups.size, 1 - CANCELLED)
    return (
        _by_series(world, groups.year, groups.place, valid, years),
        _by_series(world, groups.year, groups.place, valid**2, years),
    )


def _by_series(world: World, year: Counts, place: Counts, amount: Counts, years: int) -> Counts:
    by_place = np.zeros((years, len(PLACES)), dtype=np.int64)
    np.add.at(by_place, (year, place), amount)
    return by_place @ world.counts_in
