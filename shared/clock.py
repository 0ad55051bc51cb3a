"""Time is an input: every service is handed a clock and none asks the machine."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
"""Days of the plan are days in Berlin (domain rule 10)."""

Clock = Callable[[], datetime]
"""Says what time it is now, as an aware UTC instant."""


def system_clock() -> datetime:
    """Return the machine's time."""
    return datetime.now(UTC)


def clock_on(day: date, clock: Clock = system_clock) -> Clock:
    """Return a clock whose date in Berlin is always *day* while the time of day runs on."""

    def fixed() -> datetime:
        return datetime.combine(day, clock().astimezone(BERLIN).time(), BERLIN).astimezone(UTC)

    return fixed


def day_of(moment: datetime) -> date:
    """Return the Berlin day in which *moment* lies."""
    return moment.astimezone(BERLIN).date()


def end_of(day: date) -> datetime:
    """Return the first instant after *day* in Berlin: what became known before it was known that day.

    Built from the next day's midnight and not by adding 24 hours: the days of the clock change have 23 and 25.
    """
    return datetime.combine(day + timedelta(days=1), time(), BERLIN).astimezone(UTC)


def micros(moment: datetime) -> int:
    """Return *moment* as whole microseconds since 1970, the form in which instants are stored and compared."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_micros(value: int) -> datetime:
    """Return the UTC instant stored as *value* microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=value)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
