"""A person who could be trained, known by a pseudonym only."""

from typing import Annotated, Literal

from pydantic import Field

from shared.events.base import Event, Instant
from shared.events.entry import Book, Code, Flag, Occupation, Pseudonym, Revision


class CustomerState(Event):
    """The full state of one customer after an event."""

    customer: Pseudonym
    revision: Revision
    status: Literal["registered", "closed"]
    office: Code
    regime: Book
    skill_level: Literal["helper", "skilled", "specialist", "expert"]
    qualification: Literal["none", "lapsed", "vocational", "academic"]
    long_term_unemployed: Flag
    age_band: Literal["u25", "25-34", "35-54", "55plus"]
    target_occupation: Occupation | None
    language_support: Flag


class CustomerAccepted(Event):
    """Intake accepted an event about a customer."""

    version: Literal[1] = 1
    sequence: Annotated[int, Field(ge=1)]
    id: str
    source: str
    type: Literal["customer.registered", "customer.updated", "customer.closed"]
    time: Instant
    recordedtime: Instant
    data: CustomerState
