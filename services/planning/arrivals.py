"""Reading what came from the streams: each message is judged by itself, and none stops the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from pydantic import ValidationError

from services.planning.domain.revisions import Arrival
from shared.bus.subscribe import Delivery
from shared.clock import micros
from shared.events import CustomerAccepted, EntryAccepted, VoucherAccepted
from shared.streams import CUSTOMERS, ENTRIES, VOUCHERS, Stream

AcceptedEvent = EntryAccepted | VoucherAccepted | CustomerAccepted


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entity: the stream it comes on, and the field of its state that names it."""

    name: str
    stream: Stream
    key: str


ENTRY = Kind("entry", ENTRIES, "entry_id")
VOUCHER = Kind("voucher", VOUCHERS, "voucher_id")
CUSTOMER = Kind("customer", CUSTOMERS, "customer")
KINDS = (ENTRY, VOUCHER, CUSTOMER)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event that can be counted: whose entity it is about, of which office, and its arrival."""

    source: str
    key: str
    office: str
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that is no event of its stream; *reason* names the rule and the field, never a value."""

    content_sha256: str
    position: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one read of a stream brought."""

    kind: Kind
    good: Sequence[Arrived]
    bad: Sequence[Unreadable]


def read_arrivals(kind: Kind, deliveries: Sequence[Delivery]) -> Batch:
    """Return the events among *deliveries*, and the messages that are none."""
    good: list[Arrived] = []
    bad: list[Unreadable] = []
    for delivery in deliveries:
        try:
            good.append(_arrived(kind, delivery.payload))
        except ValidationError as error:
            fault = error.errors(include_input=False, include_context=False, include_url=False)[0]
            reason = f"{fault['type']} at /{'/'.join(map(str, fault['loc']))}"
            bad.append(Unreadable(sha256(delivery.payload).hexdigest(), delivery.position, reason))
    return Batch(kind, good, bad)


def _arrived(kind: Kind, payload: bytes) -> Arrived:
    event: AcceptedEvent = kind.stream.event.model_validate_json(payload)  # type: ignore[assignment]
    arrival = Arrival(
        revision=event.data.revision,
        known=micros(event.recordedtime),
        event_id=event.id,
        sequence=event.sequence,
        data=event.data.model_dump_json().encode(),
    )
    return Arrived(event.source, getattr(event.data, kind.key), event.data.office, arrival)
