"""An assurance of funding before an entry."""

from typing import Annotated, Literal

from pydantic import Field

from shared.events.base import Event, Instant, IsoDate
from shared.events.entry import Book, Code, EntityId, Flag, Form, Occupation, Pseudonym, Revision


class VoucherState(Event):
    """The full state of one voucher after an event."""

    voucher_id: EntityId
    revision: Revision
    status: Literal["issued", "redeemed", "expired", "withdrawn"]
    customer: Pseudonym
    office: Code
    funding: Book
    employed: Flag
    occupation: Occupation | None
    sector: Code | None
    form: Form
    issued_on: IsoDate
    valid_until: IsoDate | None
    entry_id: EntityId | None


class VoucherAccepted(Event):
    """Intake accepted an event about a voucher."""

    version: Literal[1] = 1
    sequence: Annotated[int, Field(ge=1)]
    id: str
    source: str
    type: Literal["voucher.issued", "voucher.closed"]
    time: Instant
    recordedtime: Instant
    data: VoucherState
