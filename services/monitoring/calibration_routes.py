"""HTTP to what a new calibration would change: for the district's managers, before they take it up."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.monitoring.answers import PlanName
from services.monitoring.asking import plan_asked
from services.monitoring.domain.alerts import Level
from services.monitoring.domain.calibration import Groups
from services.monitoring.domain.effect import Effect, Judged, effects, recalibrated
from services.monitoring.domain.plan import Plan
from services.monitoring.ports import Reading, Records
from services.monitoring.presentation import named
from services.monitoring.queries import plan_on
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import title_of
from shared.clock import Clock, day_of
from shared.events.base import Whole
from shared.keys import Caller
from shared.web.access import district_with
from shared.web.problems import Problem


class ProposedGroups(BaseModel):
    """Last year's start groups of a series: the sums of S and of S squared, S being its valid entries in a group."""

    model_config = ConfigDict(extra="forbid")

    entries: Annotated[int, Field(ge=0, lt=2**31)]
    squares: Annotated[int, Field(ge=0, lt=2**62)]


class ProposedCalibration(BaseModel):
    """`completeness`: the share of a day's valid entries known 0, 1, 2 ... days later; `groups` by series."""

    model_config = ConfigDict(extra="forbid")

    completeness: Annotated[list[Annotated[float, Field(ge=0, allow_inf_nan=False)]], Field(min_length=1)]
    groups: dict[str, ProposedGroups]


class JudgedAnswer(BaseModel):
    """What one calibration comes to; `level` is the one that `p` alone would have."""

    phi: Whole
    p: Whole
    level: Level
    forecast: Whole
    lo80: int
    hi80: int


class SeriesEffect(BaseModel):
    """A series with the calibration in force, and with the proposed one."""

    series: str
    title: str
    now: JudgedAnswer
    proposed: JudgedAnswer


class CalibrationEffect(BaseModel):
    """What a proposed calibration would change on the newest evaluated day; nothing of it is kept."""

    plan: PlanName
    day: date
    series: list[SeriesEffect]


Manager = Annotated[
    Caller,
    Depends(district_with("manage", "The calibration is the district's", "It concerns the figures of all offices.")),
]


def create_calibration_routes(reading: Reading, clock: Clock, language: Language) -> APIRouter:
    """Return the route that tries a calibration out."""
    router = APIRouter(prefix="/v1/calibration", tags=["calibration"])

    @router.post("/effect")
    async def effect(
        proposal: ProposedCalibration, caller: Manager, plan: str | None = None, lang: Language | None = None
    ) -> CalibrationEffect:
        """Judge the newest evaluated day with a proposed calibration beside the one in force; keep nothing."""

        def answer(records: Records) -> CalibrationEffect:
            shown = plan_asked(records, plan, caller, day_of(clock()))
            return _effect(records, shown, proposal, lang or language)

        return await reading(answer)

    return router


def _effect(records: Records, plan: Plan, proposal: ProposedCalibration, language: Language) -> CalibrationEffect:
    day = records.newest_day(plan.id)
    if day is None:
        detail = "The first working day of the plan year must be over, and something must have been counted."
        raise Problem(409, "not-evaluated", "Nothing is evaluated yet", detail)
    judged = plan_on(records, plan, day)
    groups = {series: Groups(one.entries, one.squares) for series, one in proposal.groups.items()}
    cells = list(records.cells(plan.id, day, day))
    found = effects(judged, recalibrated(judged, proposal.completeness, groups), cells, day)
    return CalibrationEffect(plan=named(judged), day=day, series=[_series(one, language) for one in found])


def _series(effect: Effect, language: Language) -> SeriesEffect:
    return SeriesEffect(
        series=effect.series.id,
        title=title_of(effect.series, language),
        now=_judged(effect.now),
        proposed=_judged(effect.proposed),
    )


def _judged(judged: Judged) -> JudgedAnswer:
    one = judged.evaluation
    return JudgedAnswer(
        phi=one.dispersion,
        p=one.pace_probability,
        level=judged.level,
        forecast=one.forecast,
        lo80=one.low,
        hi80=one.high,
    )
