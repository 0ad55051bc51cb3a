"""Times are RFC 3339 with an offset, and nothing else."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.instants import NoInstant, read_instant


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-02T08:00:00Z", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("2026-03-02t08:00:00z", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("2026-03-02T08:00:00+01:00", datetime(2026, 3, 2, 7, tzinfo=UTC)),
        ("2026-03-02T08:00:00-00:00", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("2026-03-02T08:00:00.1Z", datetime(2026, 3, 2, 8, 0, 0, 100_000, tzinfo=UTC)),
        ("2026-03-02T08:00:00.123456999Z", datetime(2026, 3, 2, 8, 0, 0, 123_456, tzinfo=UTC)),
        ("2024-02-29T23:59:59+14:00", datetime(2024, 2, 29, 9, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_time_with_offset_is_an_instant(text: str, moment: datetime) -> None:
    assert read_instant(text) == moment


@pytest.mark.parametrize(
    "value",
    [
        0,
        1_772_438_400,
        None,
        True,
        ["2026-03-02T08:00:00Z"],
        "",
        "2026-03-02",
        "2026-03-02T08:00:00",
        "2026-03-02 08:00:00Z",
        "2026-03-02T08:00Z",
        "20260302T080000Z",
        "2026-03-02T08:00:00.1234567890Z",
        "2026-03-02T08:00:00,5Z",
        "2016-12-31T23:59:60Z",
        "2026-03-02T24:00:00Z",
        "2026-02-30T08:00:00Z",
        "2026-03-02T08:00:00+24:00",
        "2026-03-02T08:00:00+01:60",
        "2026-03-02T08:00:00+0100",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1899-12-31T23:59:59Z",
        "2201-01-01T00:00:00Z",
        " 2026-03-02T08:00:00Z",
        "2026-03-02T08:00:00Z\n",
        "２０２６-03-02T08:00:00Z",  # noqa: RUF001 - digits of another alphabet are the case
    ],
)
def test_everything_else_is_none(value: object) -> None:
    with pytest.raises(NoInstant):
        read_instant(value)


@given(st.one_of(st.text(), st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,14}[Z+-][0-9:]{0,5}", fullmatch=True)))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        moment = read_instant(text)
    except NoInstant:
        return
    assert moment.tzinfo is UTC
