"""Instants and days as text: stricter than the libraries, so that every machine reads the same."""

import re
from datetime import UTC, date, datetime

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)
"""Days outside are typing errors; inside no conversion between zones can overflow."""

_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)


class NoInstant(ValueError):
    """A time must be RFC 3339 text with an offset, like 2026-03-05T08:00:00+01:00, from 1900 to 2200."""


def read_instant(value: object) -> datetime:
    """Return the UTC instant that *value* names; digits after the microsecond are cut off. Raises :class:`NoInstant`.

    A leap second is refused: a clock that runs through it cannot be compared with one that does not.
    """
    if not isinstance(value, str) or not _RFC_3339.fullmatch(value):
        raise NoInstant
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        raise NoInstant from None
    if not FIRST_DAY < moment.date() < LAST_DAY:
        raise NoInstant
    return moment.astimezone(UTC)
