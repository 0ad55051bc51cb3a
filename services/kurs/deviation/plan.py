"""The plan of a replay: what each series owes, how it varies, and how complete days are."""

from datetime import date
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError

from services.kurs.deviation.faults import described
from services.kurs.failure import Failure
from services.monitoring.domain.arrays import Floats
from services.monitoring.domain.plan import Plan, Series, UnusablePlan
from shared.calendar import WorkingDays

Share = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Entries = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class SeriesPlanned(BaseModel):
    """What a series owes: ``daily`` are the planned entries per day; ``dispersion`` is variance per entry."""

    model_config = ConfigDict(frozen=True)

    target: Annotated[int, Field(ge=0)] | None
    daily: dict[Annotated[date, Strict()], Entries]
    dispersion: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    tier: Literal[1, 2]


class PlanFile(BaseModel):
    """The file: a plan of one year; ``completeness`` is the share known at an age of 0, 1, 2 ... days."""

    model_config = ConfigDict(frozen=True)

    series: Annotated[dict[str, SeriesPlanned], Field(min_length=1)]
    completeness: Annotated[tuple[Share, ...], Field(min_length=1)]

    def plan(self) -> Plan:
        """Return the plan as it is judged. Raises :class:`UnusablePlan`."""
        years = {day.year for one in self.series.values() for day in one.daily}
        if len(years) != 1:
            raise UnusablePlan("the daily figures are not those of one year")
        series = tuple(
            Series(name, {}, None, one.tier, None, one.target, one.daily) for name, one in self.series.items()
        )
        return Plan("replay", 1, years.pop(), "", frozenset(), series, WorkingDays(), self.completeness)

    def dispersion(self, plan: Plan) -> Floats:
        """Return the dispersion of each judged series."""
        return np.array([self.series[one.id].dispersion for one in plan.judged], dtype=np.float64)


def read_plan(text: bytes) -> tuple[Plan, Floats]:
    """Return the plan in *text* (JSON) and its dispersions. Raises :class:`Failure` with all faults at once."""
    try:
        file = PlanFile.model_validate_json(text)
        plan = file.plan()
    except ValidationError as error:
        raise Failure("deviation-plan", faults="\n".join(described(error))) from None
    except UnusablePlan as error:
        raise Failure("deviation-plan", faults=str(error)) from None
    if not plan.judged:
        raise Failure("deviation-plan", faults="no series has a target")
    return plan, file.dispersion(plan)
