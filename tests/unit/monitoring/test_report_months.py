"""When months close, and when their reports go out."""

from datetime import date

import pytest

from services.monitoring.reports.months import Month, closing_day, month_before, month_in, sending_day
from tests.unit.monitoring.examples import a_plan


@pytest.mark.parametrize(
    ("month", "today", "day"),
    [
        ("2026-01", date(2026, 2, 1), date(2026, 1, 30)),
        ("2026-05", date(2026, 8, 1), date(2026, 5, 29)),
        ("2026-10", date(2026, 10, 15), date(2026, 10, 14)),
        ("2026-10", date(2026, 10, 1), None),
        ("2026-12", date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_month_closes_with_its_last_completed_working_day(month: str, today: date, day: date | None) -> None:
    assert closing_day(a_plan(), month_in(month), today) == day


@pytest.mark.parametrize(
    ("month", "day"),
    [("2026-09", date(2026, 10, 7)), ("2026-12", date(2027, 1, 11)), ("2026-04", date(2026, 5, 8))],
)
def test_reports_go_out_on_the_fifth_working_day(month: str, day: date) -> None:
    assert sending_day(a_plan(), month_in(month)) == day


def test_months_follow_each_other_over_the_year() -> None:
    assert str(Month(2026, 12).following) == "2027-01"
    assert month_before(date(2027, 1, 8)) == Month(2026, 12)
    assert Month(2026, 2).last == date(2026, 2, 28)
    assert not Month(2026, 9).is_over(date(2026, 9, 30))
    assert Month(2026, 9).is_over(date(2026, 10, 1))
