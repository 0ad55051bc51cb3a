"""The shapes of monitoring's answers."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from services.monitoring.domain.alerts import Cause, Kind, Level, Severity, Turn
from services.monitoring.domain.handling import State
from services.monitoring.domain.makeup import Dimension
from shared.events.base import Whole


class PlanName(BaseModel):
    """Which version of which plan."""

    id: str
    version: int


class Inputs(BaseModel):
    """Everything that the figures of a day follow from, in the method's letters and with all decimals.

    `missing` is what silent offices would have reported had they been on plan, `weighted_missing` what that adds to A.
    """

    T: int
    n: int
    phi: float
    a: float
    kappa: float
    A: float
    B: float
    B2: float
    E: float
    Lambda: float
    w: float
    r: float
    m: float
    V: float
    missing: float
    weighted_missing: float


class EvaluationAnswer(BaseModel):
    """One series at the end of a working day.

    `expected` is planned until that day, `expected_known` the part of it that could be known, `known` what is counted,
    `started` what has probably begun, `gap` = started - expected. `p` is the probability that the pace is at least the
    plan's. `too_early`: a forecast is computed but says little. It was judged by `plan_version` with
    `calibration_version`, the ones in force on that day. `incomplete`: an office that counts in the series is silent;
    then only what holds for `p_if_reported`, p with what it would have reported, is told.
    """

    day: date
    plan_version: int
    calibration_version: int
    target: int
    expected: Whole
    expected_known: Whole
    known: int
    deviation: Whole
    started: Whole
    gap: Whole
    p: Whole
    forecast: Whole
    lo80: int
    hi80: int
    chance: Whole
    chance95: Whole
    too_early: bool
    needed_per_week: Whole | None
    at_pace_per_week: Whole | None
    level: Level
    target_at_risk: bool
    incomplete: bool
    p_if_reported: Whole
    inputs: Inputs


class ChangeAnswer(BaseModel):
    """One thing that happened to an alert at the end of a day, or was done with it on that day.

    `cause` is why it was resolved. What was done has the instant `at`, `who` did it (empty: the tick), perhaps a
    `note`, and `until` when it lasts.
    """

    day: date
    change: Turn | Literal["noted"]
    severity: Severity
    cause: Cause | None = None
    at: datetime | None = None
    who: str | None = None
    note: str | None = None
    until: date | None = None


class PartAnswer(BaseModel):
    """A part of a series: its entries, and its share of the gap where the plan has targets for the parts.

    Without a `series` it stands for as many `parts` together: small ones, or those without a target.
    """

    series: str | None
    title: str | None
    parts: int
    known: int
    gap: int | None


class MakeUpAnswer(BaseModel):
    """The parts of a series by sector or by office, the largest shortfall first.

    With `targets` their gaps add up to that of the series in whole entries, else `known` adds up to its.
    """

    by: Dimension
    targets: bool
    parts: list[PartAnswer]


class PipelineAnswer(BaseModel):
    """Entries that are agreed and have not begun: until the year's end, within 28 days, and `overdue` ones.

    `missing` is what is missing to the target. Null: one or two, or they would tell one or two.
    """

    announced: int | None
    next_28_days: int | None
    overdue: int | None
    missing: int


class AlertAnswer(BaseModel):
    """A deviation that is not noise; `evaluation` is of the newest day, of the day of its resolution when resolved.

    Acknowledged or snoozed lasts through the day `until`, null until it is resolved. `parent` is the alert of the whole
    under which it is listed, `children` are those listed under it. `told`: the names of those who were told of it.
    `makeup` and `pipeline` are of the day of the evaluation, and for the district only; `details` says them in words.
    """

    id: str
    plan: str
    plan_version: int
    series: str
    title: str
    kind: Kind
    severity: Severity
    since: date
    state: State
    until: date | None
    resolved_on: date | None
    parent: str | None
    children: list[str]
    told: list[str]
    evaluation: EvaluationAnswer | None
    history: list[ChangeAnswer]
    text: str
    makeup: list[MakeUpAnswer] = []
    pipeline: PipelineAnswer | None = None
    details: list[str] = []


class Alerts(BaseModel):
    """The alerts of a plan; not `settled` while days are due to be evaluated with what has arrived."""

    plan: PlanName | None
    evaluated_through: date | None
    settled: bool
    alerts: list[AlertAnswer]


class GroupsAnswer(BaseModel):
    """Last year's start groups of a series: the sums of S and of S squared, S being its valid entries in a group."""

    entries: int
    squares: int


class CalibrationAnswer(BaseModel):
    """What phi and completeness follow from: `measured_on` is null for the assumptions of a first year.

    It rests on `entries`; a series without `groups` had no year before. `completeness` is the share known 0, 1, 2 ...
    days after the start.
    """

    version: int
    origin: str
    entries: int
    measured_on: date | None
    groups: GroupsAnswer | None
    completeness: list[float]


class Forecast(BaseModel):
    """A series' evaluation on a day, and the calibration that was in force on it."""

    plan: PlanName
    series: str
    title: str
    settled: bool
    evaluation: EvaluationAnswer
    calibration: CalibrationAnswer
