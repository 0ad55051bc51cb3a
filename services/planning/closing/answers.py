"""The shapes of planning's answers about closed years, and about entries that no plan counts."""

from datetime import date, datetime

from pydantic import BaseModel

from services.planning.answers import PlanName


class PlanFrozen(BaseModel):
    """A plan whose year is closed, and since when."""

    id: str
    frozen: datetime


class Standing(BaseModel):
    """Where an entry counts, or is announced; without a plan and series it does neither."""

    status: str
    start_date: date
    plan: str | None
    series: list[str]


class ChangedAfterClosing(BaseModel):
    """An entry as it stands in the closed year, null when it does not, and as it is now."""

    source: str
    entry_id: str
    before: Standing | None
    after: Standing


class AfterClosing(BaseModel):
    """What changed after the year was closed; *next* goes into ``after`` for more, null at the end."""

    plan: PlanName
    frozen: datetime
    entries: list[ChangedAfterClosing]
    next: str | None


class CountsNowhere(BaseModel):
    """An entry for whose office and year there is no plan."""

    source: str
    entry_id: str
    office: str
    status: str
    start_date: date
    reason: str


class EntriesNowhere(BaseModel):
    """Entries that count nowhere; *next* goes into ``after`` for more, null at the end."""

    entries: list[CountsNowhere]
    next: int | None
