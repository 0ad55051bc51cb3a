"""An office of whom nothing is heard: how unlikely that is, since when, and what becomes of its alert."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import exp
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.monitoring.domain.alerts import Cause, Kind, Turn
from services.monitoring.domain.feeds import Listened, listen_through
from services.monitoring.domain.heard import Hearing, Report
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Stretch
from services.monitoring.domain.silence import FeedDay, file_due, listen, probability_of_nothing
from tests.unit.monitoring.examples import a_plan, a_series

AT_ONCE = (1.0,)
"""Everything is known on the day it begins."""

FIRST, LAST = date(2026, 1, 2), date(2026, 12, 31)
HEARD = date(2026, 3, 2)


def plan_of(*offices: str, **changed: Any) -> Plan:
    """Return a plan that owes two entries a working day, and whose *offices* have no targets of their own."""
    without_target = [a_series(f"office/{one}", target=None, daily={}, tier=2) for one in offices]
    return a_plan(a_series(), *without_target, offices=frozenset(offices), completeness=AT_ONCE, **changed)


def report(office: str, known: date, entries: int = 1) -> Report:
    return Report(("entries", f"office/{office}"), known, entries)


def working(plan: Plan, first: date = FIRST, last: date = LAST) -> list[date]:
    return list(plan.working_days.between(first, last))


def listened_to(
    plan: Plan,
    reports: Iterable[Report],
    heard: Iterable[tuple[str, date]] = (),
    days: Sequence[date] = (),
    silent: dict[str, date] | None = None,
) -> Listened:
    return listen_through([Stretch(plan, days or working(plan))], reports, heard, silent or {})


def on(day: date, office: str, listened: Listened) -> FeedDay:
    return next(one for one in listened.feeds if (one.day, one.office) == (day, office))


def told(changes: Iterable[Change]) -> list[tuple[Turn, date, Cause | None]]:
    return [(one.turn, one.day, one.cause) for one in changes]


@pytest.mark.parametrize(
    ("expected", "dispersion", "p"),
    [(11.8, 2.7, 0.00101352), (11.83, 2.7, 0.00099592), (0, 2.7, 1), (6.9, 1, exp(-6.9)), (3, 1 + 1e-12, exp(-3))],
)
def test_the_probability_of_nothing_is_that_of_the_method(expected: float, dispersion: float, p: float) -> None:
    found = probability_of_nothing(np.array([expected]), dispersion).item()

    assert found == pytest.approx(p, rel=1e-4)


def test_expected_is_what_the_plan_asked_of_an_office_since_it_was_heard_of() -> None:
    plan = plan_of("JC-A", "JC-B")
    listened = listened_to(plan, [report("JC-A", HEARD, 7), report("JC-B", HEARD, 1)])

    feed = on(date(2026, 3, 9), "JC-A", listened)
    assert feed.heard == HEARD
    # Five working days of two entries each; of ten known, with one more for each office, eight are its own.
    assert feed.expected == pytest.approx(5 * 2 * (7 + 1) / (8 + 2))
    assert feed.probability == pytest.approx(3 ** (-8 / 2))


def test_reports_of_what_began_before_are_expected_too() -> None:
    plan = a_plan(a_series(), offices=frozenset({"JC-A"}), completeness=(0.0, 0.5, 1.0))
    listened = listened_to(plan, [report("JC-A", HEARD)])

    # Of 27 February all is known on Monday already; half of Monday's own is known on Tuesday.
    assert on(date(2026, 3, 2), "JC-A", listened).expected == 0
    assert on(date(2026, 3, 3), "JC-A", listened).expected == pytest.approx(2 * 0.5)
    assert on(date(2026, 3, 4), "JC-A", listened).expected == pytest.approx(2 * 1 + 2 * 0.5)


def test_an_office_with_a_target_is_measured_by_its_own_plan_and_dispersion() -> None:
    own = a_series("office/JC-A", target=253, daily=dict.fromkeys(working(plan_of("JC-A")), 1.0), employed=True)
    plan = a_plan(a_series(), own, offices=frozenset({"JC-A", "JC-B"}), completeness=AT_ONCE)
    feed = on(date(2026, 3, 9), "JC-A", listened_to(plan, [report("JC-A", HEARD)]))

    phi = 4.5 + 0.15**2 * 253 / 12
    assert feed.expected == pytest.approx(5)
    assert feed.probability == pytest.approx(phi ** (-5 / (phi - 1)))


def test_an_office_is_silent_from_the_day_on_which_nothing_becomes_too_unlikely_and_heard_again_at_once() -> None:
    plan, again = plan_of("JC-A"), date(2026, 4, 1)
    listened = listened_to(plan, [report("JC-A", HEARD), report("JC-A", again)], days=working(plan, FIRST, again))

    # phi = 3: silent at m >= 12.6, that is after seven working days of two.
    [raised, resolved] = listened.changes
    assert raised.day == date(2026, 3, 11)
    assert on(raised.day, "JC-A", listened).expected == pytest.approx(14)
    assert told([raised, resolved]) == [
        (Turn.RAISED, date(2026, 3, 11), None),
        (Turn.RESOLVED, again, Cause.HEARD_AGAIN),
    ]
    assert (raised.series, raised.kind, raised.alert) == ("office/JC-A", Kind.FEED_SILENT, resolved.alert)
    assert on(date(2026, 3, 31), "JC-A", listened).silent_since == raised.day


def test_anything_that_an_office_sends_says_that_it_is_there() -> None:
    plan = plan_of("JC-A")
    days = working(plan, FIRST, date(2026, 3, 18))
    listened = listened_to(plan, [report("JC-A", HEARD)], [("JC-A", date(2026, 3, 10))], days)

    assert listened.changes == []
    assert on(date(2026, 3, 18), "JC-A", listened).heard == date(2026, 3, 10)


def test_nobody_is_listened_to_before_the_first_was_heard_of() -> None:
    plan = plan_of("JC-A", "JC-B")

    assert listened_to(plan, []).feeds == []
    start = date(2026, 7, 1)
    listened = listened_to(plan, [report("JC-A", day) for day in working(plan, start)])
    assert {one.expected for one in listened.feeds if one.day < start} == {0.0}
    assert [one.series for one in listened.changes] == ["office/JC-B"]


def test_an_office_that_never_connects_is_taken_for_an_average_one_and_noticed_in_the_end() -> None:
    plan = plan_of("JC-A", "JC-B", "JC-C", "JC-D")
    listened = listened_to(plan, [report(f"JC-{one}", day) for one in "ABC" for day in working(plan, HEARD)])

    [raised] = listened.changes
    # A quarter of two a day reaches 12.6 after 26 working days, the first of which is the one of the first report.
    assert (raised.series, raised.day) == ("office/JC-D", working(plan, HEARD)[25])
    assert on(raised.day, "JC-D", listened).heard is None


def test_days_on_which_the_plan_owes_nothing_make_nobody_silent() -> None:
    plan = plan_of("JC-A")
    free = a_series(daily={day: n for day, n in a_series().daily.items() if day <= HEARD})
    quiet = a_plan(free, offices=plan.offices, completeness=AT_ONCE)

    assert listened_to(quiet, [report("JC-A", HEARD)]).changes == []
    assert listened_to(a_plan(a_series(target=None), offices=plan.offices), [report("JC-A", HEARD)]).changes == []


def test_an_office_that_leaves_the_plan_is_no_longer_waited_for() -> None:
    plan, left, since = plan_of("JC-A", "JC-B"), plan_of("JC-B"), date(2026, 3, 11)
    reports = [report("JC-B", day) for day in working(plan)]
    days = working(plan, date(2026, 4, 1), date(2026, 4, 30))
    listened = listened_to(left, reports, days=days, silent={"JC-A": since})

    assert told(listened.changes) == [(Turn.RESOLVED, days[0], Cause.PLAN_CHANGE)]


def test_a_plan_that_asks_for_less_ends_a_silence_by_its_change() -> None:
    plan = plan_of("JC-A")
    less = a_plan(a_series(daily=dict.fromkeys(a_series().daily, 0.1)), offices=plan.offices, completeness=AT_ONCE)
    march, april = working(plan, FIRST, date(2026, 3, 31)), working(plan, date(2026, 4, 1), date(2026, 4, 2))
    listened = listen_through([Stretch(plan, march), Stretch(less, april)], [report("JC-A", HEARD)], (), {})

    assert told(listened.changes)[1:] == [(Turn.RESOLVED, april[0], Cause.PLAN_CHANGE)]


@pytest.mark.parametrize(
    ("heard", "due"),
    [
        (date(2025, 12, 31), date(2026, 2, 13)),
        (date(2026, 2, 6), date(2026, 3, 13)),
        (date(2026, 2, 28), date(2026, 4, 16)),
        (date(2026, 12, 10), date(2027, 1, 18)),
        (date(2027, 1, 10), None),
    ],
)
def test_a_monthly_file_is_due_by_the_tenth_working_day_of_the_next_month(heard: date, due: date | None) -> None:
    assert file_due(plan_of("JC-A"), heard) == due


def test_an_office_that_sends_files_is_silent_when_one_is_overdue() -> None:
    plan = plan_of("JC-A", "JC-B", fed_by_files=frozenset({"JC-A"}))
    others = [report("JC-B", day) for day in working(plan)]
    files = [report("JC-A", date(2026, 2, 6)), report("JC-A", date(2026, 3, 20)), report("JC-A", date(2026, 4, 10))]
    listened = listened_to(plan, [*others, *files], days=working(plan, FIRST, date(2026, 4, 30)))

    assert told(listened.changes) == [
        (Turn.RAISED, date(2026, 3, 13), None),
        (Turn.RESOLVED, date(2026, 3, 20), Cause.HEARD_AGAIN),
    ]
    assert on(date(2026, 3, 12), "JC-A", listened).probability is None
    assert on(date(2026, 3, 12), "JC-A", listened).due == date(2026, 3, 13)


days_of_the_year = st.dates(FIRST, LAST)
places = st.sampled_from(["JC-A", "JC-B", "JC-C"])
spoken = st.lists(st.tuples(places, days_of_the_year, st.integers(-2, 9)), max_size=40)


@settings(max_examples=40)
@given(spoken, st.lists(st.floats(0, 1.2), min_size=1, max_size=90))
def test_what_is_expected_never_falls_while_nothing_is_heard(
    spoken: list[tuple[str, date, int]], curve: list[float]
) -> None:
    plan = a_plan(a_series(), offices=frozenset({"JC-A", "JC-B", "JC-C"}), completeness=tuple(curve))
    days = working(plan)[::5]
    for of_office in listen(plan, Hearing(plan, [report(*one) for one in spoken], []), days):
        for before, after in pairwise(of_office):
            assert before.heard != after.heard or after.expected >= before.expected - 1e-9
            assert after.expected >= 0


@settings(max_examples=40)
@given(spoken, st.randoms(use_true_random=False), st.integers(1, 249))
def test_neither_order_nor_pieces_nor_what_comes_later_change_what_is_heard(
    spoken: list[tuple[str, date, int]], random: Any, cut: int
) -> None:
    plan = plan_of("JC-A", "JC-B", "JC-C")
    reports, days = [report(*one) for one in spoken], working(plan)
    whole = listened_to(plan, reports)
    random.shuffle(reports)
    first = listened_to(plan, [one for one in reports if one.known <= days[cut - 1]], days=days[:cut])
    silent = {one.office: one.silent_since for one in first.feeds if one.day == days[cut - 1] and one.silent_since}
    rest = listened_to(plan, reports, days=days[cut:], silent=silent)

    assert {one.id for one in (*first.changes, *rest.changes)} == {one.id for one in whole.changes}
    known = [one for one in whole.feeds if one.day > days[cut - 1]]
    assert sorted(rest.feeds, key=_place) == sorted(known, key=_place)


def _place(feed: FeedDay) -> tuple[str, date]:
    return feed.office, feed.day


def test_hearing_costs_nothing_where_a_plan_has_no_offices() -> None:
    plan = plan_of()

    assert listened_to(plan, [Report(("entries",), HEARD + timedelta(days=1), 3)]).stretches[0].withheld is None
