"""The bridge to the official count: a month worked by hand, and sums that hold whatever happened."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.planning.domain.measure import Measure, UnknownMeasure, read_measure
from services.planning.domain.official_months import OfficialCalendar, Span, calendar_month, shifted
from services.planning.domain.reconciliation import Life, State, bridge
from services.planning.domain.revisions import Arrival
from services.planning.plan.statistic import Statistic
from services.planning.reconciliation.reconciling import life_of
from tests.unit.planning.test_revisions import history_of, plain_fold

MARCH = date(2026, 3, 1)
OFFICES = frozenset({"AA-ST-OST", "JC-WB"})


def begun(day: int, month: int = 3, *, ours: bool = True, official: bool = True) -> State:
    return State("begun", date(2026, month, day), ours, official)


def cancelled(day: int) -> State:
    return begun(day)._replace(status="cancelled")


def test_march_2026_worked_by_hand() -> None:
    """Official March runs from 15 February to 14 March."""
    unchanged = [begun(2), begun(9), begun(14), begun(16), begun(30), begun(15, 2), begun(28, 2), begun(14, 2)]
    lives = [
        *(Life(now=state, then=state) for state in unchanged),
        # Told only after the cut-off: counts for us, never for the statistic.
        Life(now=begun(3), then=None),
        Life(now=begun(4), then=begun(4)._replace(status="announced")),
        # A mistake that was taken back too late for the statistic.
        Life(now=cancelled(5), then=begun(5)),
        # The start was corrected after the cut-off: from 20 to 10 March, and from 10 to 20 March.
        Life(now=begun(10), then=begun(20)),
        Life(now=begun(20), then=begun(10)),
        # Paid by the other side: ours by mistake of the filter, or theirs only.
        Life(now=begun(6, official=False), then=begun(6, official=False)),
        Life(now=begun(7, ours=False), then=begun(7, ours=False)),
    ]

    lines = bridge(lives, calendar_month(MARCH), OfficialCalendar().span(MARCH))

    # Ours: 2, 9, 14, 16, 30 March; 3 and 4 (told late); 10 and 20 (corrected); 6 (not theirs): ten.
    # Of these 16, 20 and 30 March are official April; 15 and 28 February are official March.
    # Official: 2, 9, 14 March; 15, 28 February; 5 (cancelled too late); 10 (then); 7 (theirs only): eight.
    assert [(line.id, line.entries) for line in lines] == [
        ("ours", 10),
        ("other-official-month", -3),
        ("other-calendar-month", 2),
        ("unknown-at-cut-off", -2),
        ("cancelled-since", 1),
        ("corrected-into", -1),
        ("corrected-out-of", 1),
        ("outside-measure", -1),
        ("outside-series", 1),
        ("by-our-data", 8),
    ]


states = st.none() | st.builds(
    State,
    status=st.sampled_from(["begun", "announced", "cancelled"]),
    start=st.dates(date(2026, 1, 1), date(2026, 5, 31)),
    ours=st.booleans(),
    official=st.booleans(),
)


@given(lives=st.lists(st.builds(Life, now=states, then=states)), day=st.integers(1, 28))
def test_the_lines_add_up_whatever_happened(lives: list[Life], day: int) -> None:
    own, official = calendar_month(MARCH), OfficialCalendar(day).span(MARCH)

    first, *differences, last = bridge(lives, own, official)

    assert first.entries == sum(is_begun(life.now, own) and life.now.ours for life in lives if life.now)
    assert last.entries == sum(is_begun(life.then, official) and life.then.official for life in lives if life.then)
    assert first.entries + sum(line.entries for line in differences) == last.entries


DAY = 86_400_000_000
STATES = {
    f"{status} {day} {ours} {official}": State(status, date.fromisoformat(day), ours, official)
    for status in ("begun", "announced", "cancelled")
    for day in ("2026-02-14", "2026-02-15", "2026-03-14", "2026-03-15", "2026-04-01")
    for ours in (True, False)
    for official in (True, False)
}
arrivals = st.builds(
    Arrival,
    revision=st.integers(1, 4),
    known=st.integers(0, 9).map(lambda day: day * DAY),
    event_id=st.uuids().map(str),
    sequence=st.just(1),
    data=st.sampled_from(sorted(STATES)),
)
histories = st.lists(arrivals, max_size=6, unique_by=lambda arrival: arrival.event_id)


@given(lives=st.lists(histories, max_size=6), now=st.integers(0, 9), waited=st.integers(0, 9))
def test_the_lines_add_up_for_any_histories(lives: list[list[Arrival]], now: int, waited: int) -> None:
    then = min(now, waited)
    own, official = calendar_month(MARCH), OfficialCalendar().span(MARCH)
    told = [life_of(history_of(life), now * DAY, then * DAY, STATES.__getitem__) for life in lives]
    ours = [STATES[data] for life in lives if (data := plain_fold(life, now * DAY - 1))]
    theirs = [STATES[data] for life in lives if (data := plain_fold(life, then * DAY - 1))]

    first, *differences, last = bridge(told, own, official)

    assert first.entries == sum(is_begun(state, own) and state.ours for state in ours)
    assert last.entries == sum(is_begun(state, official) and state.official for state in theirs)
    assert first.entries + sum(line.entries for line in differences) == last.entries
    if then == now:
        assert not [
            line for line in differences if line.entries and line.id.startswith(("unknown", "cancelled", "corrected"))
        ]


def is_begun(state: State, span: Span) -> bool:
    return state.status == "begun" and span.first <= state.start <= span.last


@given(day=st.integers(1, 28), month=st.dates(date(2025, 1, 1), date(2030, 12, 31)).map(lambda d: d.replace(day=1)))
def test_every_day_lies_in_one_official_month(day: int, month: date) -> None:
    calendar = OfficialCalendar(day)
    this, following = calendar.span(month), calendar.span(shifted(month, 1))

    assert (following.first - this.last).days == 1
    assert calendar.cut_off(month) == calendar.span(shifted(month, 3)).last


def test_a_published_reporting_day_moves_the_bounds_of_two_months() -> None:
    calendar = Statistic(reporting_days={"2026-02": date(2026, 2, 12)}).calendar

    assert calendar.span(MARCH) == Span(date(2026, 2, 13), date(2026, 3, 14))
    assert calendar.span(date(2026, 2, 1)) == Span(date(2026, 1, 15), date(2026, 2, 12))


def test_a_reporting_day_lies_in_its_month() -> None:
    with pytest.raises(ValidationError, match="2026-02 does not lie in its month"):
        Statistic(reporting_days={"2026-02": date(2026, 3, 1)})


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("payer/SGB3", Measure(OFFICES, payer="SGB3")),
        ("regime/SGB2/employees", Measure(OFFICES, regime="SGB2", employees=True)),
        ("residence", Measure(OFFICES)),
        ("residence/employees", Measure(OFFICES, employees=True)),
        ("residence/JC-WB/employees", Measure(frozenset({"JC-WB"}), employees=True)),
    ],
)
def test_a_measure_says_what_it_counts(name: str, measure: Measure) -> None:
    assert read_measure(name, OFFICES) == measure


@pytest.mark.parametrize(
    "name", ["", "payer", "payer/SGB4", "residence/JC-NOWHERE", "residence/", "regime/SGB2/office"]
)
def test_a_measure_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(UnknownMeasure):
        read_measure(name, OFFICES)
