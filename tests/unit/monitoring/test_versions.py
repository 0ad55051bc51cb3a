"""On which version of a plan a day is judged, whatever became known when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.monitoring.domain.calibration import Calibration
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Played, play
from services.monitoring.domain.versions import Version, changed_from, in_force, stretches, version_of
from tests.unit.monitoring.examples import a_plan, a_series

NEW_YEAR, END = date(2026, 1, 1), date(2026, 12, 31)
SUMMER = date(2026, 7, 1)


def known(plan: Plan, valid_from: date, day: date) -> Version:
    return version_of(plan, valid_from, day)


def test_the_first_version_holds_from_the_beginning_however_late_it_became_known() -> None:
    first = known(a_plan(), SUMMER, date(2026, 10, 15))

    assert in_force([first], NEW_YEAR) is first


def test_a_later_version_begins_with_the_last_working_day_that_was_over() -> None:
    monday = date(2026, 7, 6)
    later = known(a_plan(version=2), NEW_YEAR, monday)

    assert later.first_day == date(2026, 7, 3)


def test_a_version_that_is_valid_later_waits_until_then() -> None:
    first, later = known(a_plan(), NEW_YEAR, NEW_YEAR), known(a_plan(version=2), SUMMER, date(2026, 5, 4))

    assert in_force([first, later], SUMMER - timedelta(days=1)) is first
    assert in_force([first, later], SUMMER) is later


def test_a_version_with_an_earlier_beginning_takes_the_place_of_the_one_published_before() -> None:
    first, second = known(a_plan(), NEW_YEAR, NEW_YEAR), known(a_plan(version=2), SUMMER, date(2026, 5, 4))
    third = known(a_plan(version=3), date(2026, 6, 1), date(2026, 5, 5))

    assert [in_force([first, second, third], day).number for day in (date(2026, 5, 29), date(2026, 6, 1), SUMMER)] == [
        1,
        3,
        3,
    ]


def test_a_new_calibration_begins_when_it_is_published() -> None:
    measured = replace(a_plan(), calibration=Calibration(version=2))
    states = [known(a_plan(), NEW_YEAR, NEW_YEAR), known(measured, NEW_YEAR, date(2026, 3, 10))]

    assert [in_force(states, date(2026, 3, day)).calibration for day in (6, 8, 9, 10)] == [1, 1, 2, 2]


days = st.dates(NEW_YEAR, END)
versions = st.lists(
    st.builds(Version, st.integers(1, 4), st.integers(1, 3), days),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one[:2],
)


@given(versions, st.randoms(use_true_random=False), days)
def test_the_order_in_which_versions_arrive_changes_nothing(known: list[Version], order: Random, day: date) -> None:
    shuffled = list(known)
    order.shuffle(shuffled)

    assert in_force(shuffled, day) == in_force(known, day)


@given(versions, days)
def test_what_arrives_leaves_the_days_before_it_as_they_were(known: list[Version], day: date) -> None:
    *before, new = known

    if before and day < changed_from(before, new):
        assert in_force(known, day) == in_force(before, day)


@given(versions, days)
def test_once_in_force_a_version_gives_way_to_newer_ones_only(known: list[Version], day: date) -> None:
    earlier, later = in_force(known, day), in_force(known, min(day + timedelta(days=30), END))

    assert later >= earlier or earlier.first_day > day


def test_every_working_day_is_judged_once_by_the_version_in_force() -> None:
    closed = frozenset({date(2026, 7, 2)})
    plans = {known(a_plan(), NEW_YEAR, NEW_YEAR): a_plan()}
    later = a_plan(version=2, closed=closed)
    plans[known(later, SUMMER, SUMMER)] = later

    one, two = stretches(plans, date(2026, 6, 29), date(2026, 7, 3), date(2026, 6, 26))

    assert (one.plan.version, one.days, one.changed) == (1, [date(2026, 6, 29), date(2026, 6, 30)], None)
    assert (two.plan.version, two.days) == (2, [date(2026, 7, 1), date(2026, 7, 3)])
    assert two.changed == a_plan()


PLANS = [
    a_plan(),
    a_plan(calibration=Calibration(version=2)),
    a_plan(a_series(target=300), version=2),
    a_plan(a_series(), a_series("employees", target=100), version=3),
]
STATES = dict(
    zip(
        (
            known(plan, NEW_YEAR, day)
            for plan, day in zip(PLANS, (NEW_YEAR, *(date(2026, m, 5) for m in (3, 5, 8))), strict=True)
        ),
        PLANS,
        strict=True,
    )
)
CELLS = [
    Cell(
        ("entries", "employees"), date(2026, 1, 2) + timedelta(days=9 * n), date(2026, 1, 12) + timedelta(days=9 * n), 4
    )
    for n in range(35)
]


def in_pieces(cuts: Sequence[date]) -> Played:
    """Play the year as a service does that stops at each of *cuts*."""
    whole, judged = Played([], []), None
    for first, last in zip((NEW_YEAR, *(cut + timedelta(days=1) for cut in cuts)), (*cuts, END), strict=True):
        standings = {one.series: one.standing for one in whole.evaluations if one.day == judged}
        played = play(list(stretches(STATES, first, last, judged)), CELLS, standings)
        whole = Played(whole.evaluations + played.evaluations, whole.changes + played.changes)
        judged = max((one.day for one in whole.evaluations), default=None)
    return whole


def in_order(played: Played) -> Played:
    evaluations = sorted(played.evaluations, key=lambda one: (one.day, one.series))
    return Played(evaluations, sorted(played.changes, key=lambda one: (one.day, one.id)))


@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2026, 5, 4), date(2026, 8, 3), date(2026, 8, 4)])
def test_stopping_beside_a_change_of_the_plan_changes_nothing(day: date) -> None:
    assert in_order(in_pieces([day])) == in_order(in_pieces([]))


@settings(max_examples=20)
@given(st.lists(days.filter(lambda day: day < END), max_size=4, unique=True).map(sorted))
def test_playing_in_pieces_comes_to_the_same_across_versions(cuts: list[date]) -> None:
    assert in_order(in_pieces(cuts)) == WHOLE


WHOLE = in_order(in_pieces([]))


def test_each_day_keeps_the_version_and_the_calibration_it_was_judged_with() -> None:
    evaluations = in_pieces([]).evaluations
    used = [(one.plan_version, one.calibration_version) for one in evaluations if one.series == "entries"]

    assert list(dict.fromkeys(used)) == [(1, 1), (1, 2), (2, 1), (3, 1)]
