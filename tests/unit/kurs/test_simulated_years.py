"""The simulator of district years does what its description says."""

from functools import cache

import numpy as np
import pytest

from services.kurs.bench.alerts.scenarios import DROPS, FROM, ON_PLAN, OTHERS, Scenario
from services.kurs.bench.alerts.world import CANCELLED, NAMES, REPORTED, World
from services.kurs.bench.alerts.years import Years, begin, simulate

YEARS = 60


@cache
def world() -> World:
    return World()


@cache
def on_plan() -> Years:
    return simulate(world(), ON_PLAN.paces(world()), YEARS, np.random.default_rng(1))


def test_forty_series_overlap_and_their_plans_add_up() -> None:
    targets = {one.id: one.target or 0 for one in world().plan.judged}

    assert len(targets) == 40
    assert (targets["entries"], targets["employees"], targets["others"]) == (821, 247, 574)
    for part in ("sector", "office"):
        assert sum(target for name, target in targets.items() if name.split("/")[0::2] == [part]) == 821
    assert all(sum(one.daily.values()) == pytest.approx(one.target) for one in world().plan.judged)


def test_years_on_plan_come_to_the_targets_on_average() -> None:
    mean = on_plan().final.mean(axis=0)

    assert mean[NAMES.index("entries")] == pytest.approx(821, rel=0.04)
    assert mean[NAMES.index("employees")] == pytest.approx(247, rel=0.06)


def test_what_becomes_known_in_the_end_is_what_counts() -> None:
    changes = on_plan().changes
    counted = np.zeros_like(on_plan().final)
    np.add.at(counted, changes.year, changes.entries[:, None] * changes.counts_in[changes.place])

    assert (counted == on_plan().final).all()
    assert (changes.entries < 0).sum() / (changes.entries > 0).sum() == pytest.approx(CANCELLED, abs=0.01)


@pytest.mark.parametrize(("employed", "expected"), [(False, 1.98), (True, 4.24)])
def test_groups_have_the_sizes_of_the_worked_examples(employed: bool, expected: float) -> None:  # noqa: FBT001 - a case
    groups = begin(world(), ON_PLAN.paces(world()), YEARS, np.random.default_rng(2))
    of_employees = world().counts_in[groups.place, NAMES.index("employees")]
    sizes = groups.size[of_employees == employed]

    assert (sizes**2).sum() / sizes.sum() == pytest.approx(expected, abs=0.12)


def test_reports_arrive_by_the_default_curve() -> None:
    changes = on_plan().changes
    delays = (changes.known - changes.start)[changes.entries > 0]

    for day, share in zip(REPORTED.days, REPORTED.shares, strict=True):
        assert (delays <= day).mean() == pytest.approx(share, abs=0.01)


def test_the_plans_completeness_is_that_of_matured_cohorts() -> None:
    changes, total = on_plan().changes, on_plan().changes.entries.sum()

    for age in (5, 14, 21, 35, 60, 120):
        known = changes.entries[changes.known - changes.start <= age].sum()
        assert world().plan.completeness[age] == pytest.approx(known / total, abs=0.015)


@pytest.mark.parametrize("scenario", [*DROPS, *OTHERS], ids=lambda scenario: scenario.key)
def test_nothing_differs_from_the_plan_before_the_drop_nor_elsewhere(scenario: Scenario) -> None:
    paces = scenario.paces(world())
    before = np.array([day < FROM for day in world().days])
    met = world().counts_in[:, NAMES.index(scenario.series)]

    assert (paces[before] == 1).all()
    assert (paces[:, ~met] == 1).all()
    assert (paces[~before][:, met] != 1).any()


@pytest.mark.parametrize(("scenario", "left"), [("total-30", 0.7), ("total-50", 0.5), ("total-stop", 0.0), ("dip", 1)])
def test_a_drop_leaves_the_share_it_says(scenario: str, left: float) -> None:
    paces = next(one for one in (*DROPS, *OTHERS) if one.key == scenario).paces(world())
    since = [day >= FROM for day in world().days]
    planned = world().phasing[since].sum()

    assert (world().phasing[since] * paces[since, 0]).sum() / planned == pytest.approx(left)
    groups = begin(world(), paces, 400, np.random.default_rng(3))
    began = groups.size[np.array(since)[groups.day]].sum() / 400
    assert began == pytest.approx(left * planned * 821 / (1 - CANCELLED), rel=0.04, abs=1e-9)
