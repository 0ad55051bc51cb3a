"""A later version of a plan: the past stays, the rest is spread over what is left of the year."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.planning.domain.plan import Plan, Series
from tests.support.plan_texts import a_plan, a_split, compiled, faults_of

FIRST = compiled(a_plan())
ENTRIES = a_plan()["targets"][0]


def a_version(amount: int, valid_from: str, **changed: Any) -> dict[str, Any]:
    said = {"version": 2, "valid_from": valid_from, "reason": "less money", "author": "Leitung"}
    return a_plan(targets=[ENTRIES | {"amount": amount}], **said | changed)


def anew(**started: int) -> dict[str, Any]:
    return {"revision": {"mode": "start_anew", "started": started}}


def entries(plan: Plan) -> Series:
    return plan.series[0]


def test_the_gap_stays_unless_something_else_is_named() -> None:
    assert entries(FIRST).expected(date(2026, 6, 30)) == 441

    revised = entries(compiled(a_version(780, "2026-07-01"), FIRST))

    assert revised.months == (76, 97, 80, 70, 60, 58, 34, 75, 98, 67, 49, 16)
    assert revised.expected(date(2026, 6, 30)) == 441
    assert revised.expected(date(2026, 12, 31)) == revised.target == 780
    assert revised.exposure_from is None


def test_a_plan_that_starts_anew_goes_on_from_what_has_begun() -> None:
    revised = entries(compiled(a_version(780, "2026-07-01", **anew(entries=372)), FIRST))

    assert revised.months == (76, 97, 80, 70, 60, 58, 42, 90, 118, 80, 59, 19)
    assert revised.exposure_from == date(2026, 7, 1)
    assert revised.expected(date(2026, 6, 30)) == 441
    assert revised.expected(date(2026, 7, 1)) == 372 + Fraction(42, 23)
    assert revised.expected(date(2026, 12, 31)) == 780
    assert sum(owed for day, owed in revised.daily.items() if day.month > 6) == 408


def test_in_the_middle_of_a_month_the_begun_entry_is_completed_first() -> None:
    # July owed 38 on 23 working days: 12 are gone by the 16th, and 19 19/23 are owed.
    revised = entries(compiled(a_version(780, "2026-07-17"), FIRST))
    owed = Fraction(441) + Fraction(38 * 12, 23)

    assert revised.expected(date(2026, 7, 16)) == owed
    assert revised.daily[date(2026, 7, 16)] == Fraction(38, 23)
    assert sum(revised.months or ()) == revised.expected(date(2026, 12, 31)) == 780
    # What is left of July weighs 4.7 x 11/23; 319 whole entries are spread after the begun one.
    assert revised.months == (76, 97, 80, 70, 60, 58, 36, 74, 98, 66, 49, 16)


def test_what_has_begun_beyond_the_target_settles_it() -> None:
    revised = entries(compiled(a_version(300, "2026-07-01", **anew(entries=372)), FIRST))

    assert revised.expected(date(2026, 7, 1)) == revised.expected(date(2026, 12, 31)) == 300


def test_a_target_below_what_was_owed_is_refused_with_both_figures() -> None:
    [told] = faults_of(a_version(400, "2026-07-01"), FIRST)

    assert "400 of 'entries' is less than the 441 owed before 2026-07-01" in told


def test_entries_for_which_no_month_is_left_are_refused() -> None:
    phasing = {"starts": {"2026-03-02": 1}}

    [told] = faults_of(a_version(780, "2026-07-01", phasing=phasing), FIRST)

    assert "nothing of the phasing is left from 2026-07-01 on for the 339" in told


def test_starts_of_courses_take_what_is_left() -> None:
    phasing = {"starts": {"2026-02-02": 50, "2026-09-01": 200, "2026-10-01": 139}}

    revised = entries(compiled(a_version(780, "2026-07-01", phasing=phasing), FIRST))

    assert {day: owed for day, owed in revised.daily.items() if day.month > 6} == {
        date(2026, 9, 1): 200,
        date(2026, 10, 1): 139,
    }


def test_another_year_needs_another_id() -> None:
    assert "year: 'small-2026' is the plan of 2026" in faults_of(a_version(780, "2027-01-01", year=2027), FIRST)[0]


def test_what_has_begun_of_an_unknown_series_is_refused() -> None:
    [told] = faults_of(a_version(780, "2026-07-01", **anew(nobody=3)), FIRST)

    assert told.startswith("revision.started.nobody")


def test_the_whole_stays_the_sum_of_its_parts_where_they_cover_it() -> None:
    split = a_split(weights={"it": 3, "health": 4})
    first = compiled(a_plan(targets=[ENTRIES, split]))
    other = a_split(weights={"it": 4, "health": 3})
    said = {"version": 2, "valid_from": "2026-07-17", "targets": [ENTRIES | {"amount": 840}, other]}

    revised = compiled(a_plan(**said), first)

    it, health = (revised.find(f"sector/{sector}") for sector in ("it", "health"))
    assert it
    assert health
    for day in (date(2026, 7, 16), date(2026, 7, 17), date(2026, 9, 30), date(2026, 12, 31)):
        assert it.expected(day) + health.expected(day) == entries(revised).expected(day)


def test_a_version_may_replace_one_that_would_begin_later() -> None:
    announced = compiled(a_version(700, "2026-10-01"), FIRST)

    revised = entries(compiled(a_version(780, "2026-07-01", version=3), announced))

    assert revised.months == (76, 97, 80, 70, 60, 58, 34, 75, 98, 67, 49, 16)


amounts = st.integers(0, 900)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
phasings = st.one_of(
    st.lists(st.integers(0, 20), min_size=12, max_size=12).map(
        lambda months: {"months": {month: weight / 10 for month, weight in enumerate(months, 1)}}
    ),
    st.lists(st.sampled_from(sorted(entries(FIRST).daily)), max_size=4).map(
        lambda starts: {"starts": {str(day): 1 for day in starts} | {"2026-12-31": 1}}
    ),
)


@st.composite
def versions(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return versions of a plan whose targets never fall below what was owed."""
    documents = [a_plan(targets=[ENTRIES | {"amount": draw(amounts)}], phasing=_with_december(draw(phasings)))]
    for number in range(2, draw(st.integers(2, 4))):
        started = {"entries": draw(amounts)}
        mode = draw(st.sampled_from([{"mode": "gap_stays"}, {"mode": "start_anew", "started": started}]))
        said = {"version": number, "valid_from": str(draw(days)), "revision": mode}
        # Below what was owed it would be refused; 5,000 a version is never below.
        targets = [ENTRIES | {"amount": number * 5_000 + draw(amounts)}]
        documents.append(a_plan(targets=targets, phasing=_with_december(draw(phasings)), **said))
    return documents


def _with_december(phasing: dict[str, Any]) -> dict[str, Any]:
    return {"months": phasing["months"] | {12: 1}} if "months" in phasing else phasing


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine drawing a few plans takes its time
@given(versions())
def test_the_past_never_changes_and_the_days_add_up_to_the_target(documents: list[dict[str, Any]]) -> None:
    before: Plan | None = None
    for document in documents:
        plan = compiled(document, before)
        series = entries(plan)
        eve = plan.valid_from - timedelta(days=1)
        anew = sum(series.pace.restarts.values())
        assert sum(series.daily.values()) + anew == series.expected(date.max) == series.target
        assert all(owed >= 0 for owed in series.daily.values())
        if before:
            earlier = entries(before)
            assert series.expected(eve) == earlier.expected(eve)
            assert {day: owed for day, owed in series.daily.items() if day <= eve} == {
                day: owed for day, owed in earlier.daily.items() if day <= eve
            }
        if not series.pace.restarts:
            assert sum(series.months or ()) == series.target
            assert [series.owed_in(month, date.max) for month in range(1, 13)] == list(series.months or ())
        before = plan
