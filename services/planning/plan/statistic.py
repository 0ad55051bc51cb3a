"""What the plan's owner knows of the official statistic: its reporting days, and when a month is final."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from services.planning.domain.official_months import OfficialCalendar

_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", re.ASCII)


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise ValueError("a month is text like 2026-03")
    return text


MonthName = Annotated[
    str, AfterValidator(_month), Field(json_schema_extra={"pattern": f"^{_MONTH.pattern}$"}, examples=["2026-03"])
]


class Statistic(BaseModel):
    """The official months; what is not given is an assumption and shown as one.

    ``reporting_days``: the published last day of each month; ``reporting_day``: of all others; ``final_after_months``:
    how long the statistic waits for late entries.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reporting_day: Annotated[int, Field(ge=1, le=28)] = 14
    reporting_days: dict[MonthName, date] = {}
    final_after_months: Annotated[int, Field(ge=0, le=24)] = 3

    @model_validator(mode="after")
    def _days_lie_in_their_months(self) -> Self:
        if wrong := [name for name, day in self.reporting_days.items() if first_day(name) != day.replace(day=1)]:
            raise ValueError(f"reporting_days: the day of {', '.join(wrong)} does not lie in its month")
        return self

    @property
    def calendar(self) -> OfficialCalendar:
        """The official months."""
        days = {first_day(name): day for name, day in self.reporting_days.items()}
        return OfficialCalendar(self.reporting_day, days, self.final_after_months)


def first_day(month: str) -> date:
    """Return the first day of a month written YYYY-MM."""
    return date.fromisoformat(f"{month}-01")
