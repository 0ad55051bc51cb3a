"""What all events on the streams have in common."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, PlainSerializer

_NO_DAY = "a date must be text like 2026-03-05"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_RFC_3339 = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d[Tt]\d\d:\d\d")
"""Years in which no conversion between zones can overflow."""


class Event(BaseModel):
    """A fact that happened. Unknown fields are ignored, so that publishers can add some."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _iso_date(value: Any) -> Any:  # noqa: ANN401 - whatever the JSON held
    """Read ISO text only: pydantic alone would take 0 for 1 January 1970."""
    if type(value) is str:
        return _day(value)
    if type(value) is date:
        return value
    raise ValueError(_NO_DAY)


@lru_cache(maxsize=20_000)
def _day(text: str) -> date:
    # The same days come again and again.
    if not _ISO_DATE.fullmatch(text):
        raise ValueError(_NO_DAY)
    return date.fromisoformat(text)


def _iso_instant(value: Any) -> Any:  # noqa: ANN401 - whatever the JSON held
    """Read RFC 3339 text only: pydantic alone would take seconds since 1970."""
    if isinstance(value, datetime) or (isinstance(value, str) and _RFC_3339.match(value)):
        return value
    message = "an instant must be text like 2026-03-05T08:00:00Z, from 1900 to 2200"
    raise ValueError(message)


IsoDate = Annotated[date, BeforeValidator(_iso_date, json_schema_input_type=date)]
"""A calendar day, as ISO text in JSON."""

Instant = Annotated[AwareDatetime, BeforeValidator(_iso_instant, json_schema_input_type=AwareDatetime)]
"""An RFC 3339 time with offset."""

Whole = Annotated[float, PlainSerializer(lambda value: round(value, 6) + 0.0)]
"""A figure with up to six decimals."""
