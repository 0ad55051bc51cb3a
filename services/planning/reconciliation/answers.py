"""The shapes of the answers about the official statistic."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.planning.answers import PlanName
from services.planning.plan.statistic import MonthName
from shared.events.base import IsoDate


class OfficialFigureGiven(BaseModel):
    """An official figure as it is typed in; a later one for the same month and measure replaces it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    month: MonthName
    measure: Annotated[str, Field(max_length=100, examples=["payer/SGB3", "residence/JC-WB/employees"])]
    entries: Annotated[int, Field(strict=True, ge=0, le=10**7)]
    as_of: IsoDate | None = None
    source: Annotated[str, Field(max_length=200)] = ""


class FiguresTaken(BaseModel):
    """How many of the figures are new, and how many say what was known already."""

    added: int
    unchanged: int


class OfficialFigureListed(OfficialFigureGiven):
    """An official figure, and when it was typed in."""

    plan: str
    entered: datetime


class OfficialMonth(BaseModel):
    """The days of starts that the statistic counts to the month; *assumed* when the plan does not tell its day."""

    first: date
    last: date
    assumed: bool


class LineOfBridge(BaseModel):
    """A line: a sum, or by how much it changes. Null: there is no official figure."""

    id: str
    kind: Literal["sum", "difference"]
    title: str
    entries: int | None


class Reconciliation(BaseModel):
    """From our figure to the official one; the differences above a sum lead from the sum before to it exactly."""

    plan: PlanName
    series: str
    measure: str
    month: str
    official_month: OfficialMonth
    known: datetime
    cut_off: date
    final: bool
    lines: list[LineOfBridge]
    assumptions: list[str]
