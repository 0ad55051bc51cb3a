"""The shapes of monitoring's answers."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from services.monitoring.domain.alerts import Kind, Level, Severity, Turn
from services.monitoring.domain.handling import State
from shared.events.base import Whole


class PlanName(BaseModel):
    """Which version of which plan."""

    id: str
    version: int


class Inputs(BaseModel):
    """Everything that the figures of a day follow from, in the method's letters and with all decimals."""

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


class EvaluationAnswer(BaseModel):
    """One series at the end of a working day.

    `expected` is planned until that day, `expected_known` the part of it that could be known, `known` what is counted,
    `started` what has probably begun, `gap` = started - expected. `p` is the probability that the pace is at least the
    plan's. `too_early`: a forecast is computed but says little.
    """

    day: date
    plan_version: int
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
    inputs: Inputs


class ChangeAnswer(BaseModel):
    """One thing that happened to an alert at the end of a day, or was done with it on that day.

    What was done has the instant `at`, `who` did it (empty: the tick), perhaps a `note`, and `until` when it lasts.
    """

    day: date
    change: Turn | Literal["noted"]
    severity: Severity
    at: datetime | None = None
    who: str | None = None
    note: str | None = None
    until: date | None = None


class AlertAnswer(BaseModel):
    """A deviation that is not noise; `evaluation` is of the newest day, of the day of its resolution when resolved.

    Acknowledged or snoozed lasts through the day `until`, null until it is resolved. `parent` is the alert of the whole
    under which it is listed, `children` are those listed under it. `told`: the names of those who were told of it.
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


class Alerts(BaseModel):
    """The alerts of a plan; not `settled` while days are due to be evaluated with what has arrived."""

    plan: PlanName | None
    evaluated_through: date | None
    settled: bool
    alerts: list[AlertAnswer]


class Forecast(BaseModel):
    """A series' evaluation on a day."""

    plan: PlanName
    series: str
    title: str
    settled: bool
    evaluation: EvaluationAnswer
