"""The shapes of what planning answers about entries."""

from datetime import date, datetime

from pydantic import BaseModel

from services.planning.answers import PlanName
from services.planning.domain.judgement import State


class EntryListed(BaseModel):
    """An entry behind a figure: how it stands to the series on the day, and the rule that decided."""

    entry_id: str
    source: str
    office: str
    start_date: date
    status: str
    sector: str | None
    sector_rule: str | None
    state: State
    reason: str


class EntriesOfSeries(BaseModel):
    """A page of the entries behind a series.

    ``actual`` is what the board shows to the caller; ``hidden`` how many of these are not the caller's own (null when
    they are few). A page may be short or empty and yet have a ``next`` one.
    """

    plan: PlanName
    series: str
    month: int | None
    on: date
    known: datetime
    actual: int | None
    hidden: int | None
    entries: list[EntryListed]
    next: str | None


class RevisionOfEntry(BaseModel):
    """One state of an entry, where it stood by the plan, and who superseded it.

    *contradicts* marks an arrival set aside because another of the same revision stands.
    """

    revision: int
    known: datetime
    event_id: str
    contradicts: bool
    superseded_by: int | None
    plan: PlanName | None
    month: int | None
    sector: str | None
    sector_rule: str | None
    series: list[str]
    text: str
    data: dict[str, object]


class Counting(BaseModel):
    """Where an entry counts today and why, or why it does not."""

    counts: bool
    reason: str
    plan: PlanName | None
    month: int | None
    sector: str | None
    sector_rule: str | None
    series: list[str]
    not_series: dict[str, str]


class EntryExplained(BaseModel):
    """Everything that is known of one entry, and what follows from it; ``text`` says it in sentences."""

    source: str
    entry_id: str
    text: list[str]
    counting: Counting
    revisions: list[RevisionOfEntry]
