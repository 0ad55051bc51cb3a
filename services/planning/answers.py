"""The shapes of planning's answers, as the contract gives them."""

from datetime import date, datetime

from pydantic import BaseModel

from services.planning.domain.judgement import State


class PlanName(BaseModel):
    """Which version of which plan."""

    id: str
    version: int


class MonthOfSeries(BaseModel):
    """A series in one month of starts; *provisional* while its reporting is less than 99 % complete."""

    month: int
    target: int | None
    expected: float | None
    actual: int | None
    announced: int | None
    provisional: bool


class SeriesOnBoard(BaseModel):
    """A series: what it owes by the day, what is counted; null where it has no target or the cell is hidden."""

    id: str
    title: str
    target: int | None
    expected: float | None
    actual: int | None
    deviation: float | None
    announced: int | None
    overdue: int | None
    source: str | None
    months: list[MonthOfSeries] | None = None


class Vouchers(BaseModel):
    """Assurances of funding on the day of knowledge."""

    open: int | None
    expiring_30d: int | None
    redeemed: int | None


class Potential(BaseModel):
    """Who could be trained, as known then."""

    customers_open: int | None
    by_office: dict[str, int | None]
    by_skill_level: dict[str, int | None]
    by_qualification: dict[str, int | None]
    by_age_band: dict[str, int | None]
    language_support: int | None
    vouchers: Vouchers


class Board(BaseModel):
    """Every series of a plan on a day, as known at an instant."""

    plan: PlanName
    on: date
    known: datetime
    provisional_from: date
    series: list[SeriesOnBoard]
    potential: Potential


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


class PlanListed(BaseModel):
    """A published version."""

    id: str
    version: int
    year: int
    valid_from: date
    district: str
    offices: dict[str, str]
    targets: dict[str, int]


class DeadLetterListed(BaseModel):
    """A message that could not be taken; *reason* names the rule and the field, never a value."""

    content_sha256: str
    stream: str
    position: str
    sequence: int | None
    reason: str
    first_seen: datetime
    last_seen: datetime
    deliveries: int
    state: str


class ActOnLetter(BaseModel):
    """Who (a key's id) did what to a message."""

    at: datetime
    key_id: str
    act: str


class DeadLetterShown(DeadLetterListed):
    """The same with what it said (bytes that are no text as escapes), null when it is not kept any more."""

    payload: str | None
    acts: list[ActOnLetter]
