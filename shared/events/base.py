"""What all events on the streams have in common."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, PlainSerializer

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Event(BaseModel):
    """A fact that happened. Unknown fields are ignored, so that publishers can add some."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _iso_date(value: Any) -> Any:  # noqa: ANN401 - whatever the JSON held
    """Read ISO text only: pydantic alone would take 0 for 1 January 1970."""
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        return date.fromisoformat(value)
    if type(value) is date:
        return value
    message = "a date must be text like 2026-03-05"
    raise ValueError(message)


def _iso_instant(value: Any) -> Any:  # noqa: ANN401 - whatever the JSON held
    if isinstance(value, int | float):
        message = "an instant must be text like 2026-03-05T08:00:00Z"
        raise ValueError(message)  # noqa: TRY004 - pydantic turns ValueError, not TypeError, into an answer
    return value


IsoDate = Annotated[date, BeforeValidator(_iso_date, json_schema_input_type=date)]
"""A calendar day, as ISO text in JSON."""

Instant = Annotated[AwareDatetime, BeforeValidator(_iso_instant, json_schema_input_type=AwareDatetime)]
"""An RFC 3339 time with offset."""

Whole = Annotated[float, PlainSerializer(lambda value: round(value, 6) + 0.0)]
"""A figure with up to six decimals."""
