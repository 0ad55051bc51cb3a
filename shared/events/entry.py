"""A participation in further training, as an office's system reports it."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.events.base import Event, Instant, IsoDate

MAX_REVISION = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""

Revision = Annotated[int, Field(strict=True, ge=1, le=MAX_REVISION)]
Flag = Annotated[bool, Field(strict=True)]
EntityId = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, pattern=r"^[A-Za-z0-9._:\-]{1,64}$")]
Pseudonym = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, pattern=r"^[A-Za-z0-9_\-]{16,64}$")]
Code = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=64)]
Occupation = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{2,5}$")]
Measure = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, pattern=r"^[0-9]{3}/[0-9]{1,5}/([0-9]{2}|[0-9]{4})$"),
]
Book = Literal["SGB2", "SGB3"]
"""The social code that pays (funding) or looks after the person (regime)."""
Form = Literal[
    "retraining",
    "in_company_retraining",
    "partial_qualification",
    "external_exam_prep",
    "adaptation",
    "basic_skills",
]


class EntryState(Event):
    """The full state of one entry after an event."""

    entry_id: EntityId
    revision: Revision
    status: Literal["planned", "started", "ended", "cancelled"]
    customer: Pseudonym
    office: Code
    funding: Book
    customer_regime: Book
    employed: Flag
    occupation: Occupation | None
    sector: Code | None
    start_date: IsoDate
    planned_end_date: IsoDate | None
    end_date: IsoDate | None
    outcome: Literal["completed", "dropped_out"] | None
    form: Form
    delivery: Literal["on_site", "online", "hybrid"]
    hours: Literal["full_time", "part_time"]
    measure: Measure | None


class EntryAccepted(Event):
    """Intake accepted an event about an entry."""

    version: Literal[1] = 1
    sequence: Annotated[int, Field(ge=1)]
    id: str
    source: str
    type: Literal["entry.planned", "entry.started", "entry.ended", "entry.cancelled", "entry.corrected"]
    time: Instant
    recordedtime: Instant
    data: EntryState
