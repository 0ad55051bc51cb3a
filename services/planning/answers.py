"""The shapes of planning's answers, as the contract gives them."""

from datetime import date, datetime

from pydantic import BaseModel


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
    assumption: bool | str = False
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
