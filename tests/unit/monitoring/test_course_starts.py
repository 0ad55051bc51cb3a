"""Courses that are announced to begin."""

from datetime import date

from services.monitoring.domain.pipeline import course_starts


def test_a_course_begins_where_three_or_more_are_announced_for_a_day() -> None:
    announced = {date(2026, 11, 9): 3, date(2026, 10, 19): 6, date(2026, 10, 20): 2, date(2026, 10, 21): 1}

    assert course_starts(announced) == [(date(2026, 10, 19), 6), (date(2026, 11, 9), 3)]


def test_what_was_announced_and_taken_back_is_no_course() -> None:
    assert course_starts({date(2026, 11, 9): 0, date(2026, 11, 10): -1}) == []
