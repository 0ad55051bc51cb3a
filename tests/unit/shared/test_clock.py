"""Days are days in Berlin."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.clock import clock_on, day_of, end_of, from_micros, micros

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def test_the_days_of_the_clock_change_have_23_and_25_hours() -> None:
    def length(day: date) -> timedelta:
        return end_of(day) - end_of(day - timedelta(days=1))

    assert length(date(2026, 3, 29)) == timedelta(hours=23)
    assert length(date(2026, 10, 25)) == timedelta(hours=25)


@given(days)
def test_the_last_microsecond_of_a_day_lies_in_it_and_the_next_one_does_not(day: date) -> None:
    assert day_of(end_of(day) - timedelta(microseconds=1)) == day
    assert day_of(end_of(day)) == day + timedelta(days=1)


@given(instants)
def test_an_instant_is_stored_without_loss(moment: datetime) -> None:
    assert from_micros(micros(moment)) == moment


@given(instants)
def test_a_fixed_day_stays_while_the_time_of_day_runs_on(moment: datetime) -> None:
    fixed = clock_on(date(2026, 6, 15), lambda: moment)

    assert day_of(fixed()) == date(2026, 6, 15)
