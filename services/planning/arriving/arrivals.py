"""Reading what came from the streams: each message is judged by itself, and none stops the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson
from pydantic import ValidationError

from services.planning.domain.revisions import Arrival
from services.planning.storage.dead_letters import DeadLetter
from shared.bus.delivery import Delivery
from shared.clock import micros
from shared.events import CanarySent, CustomerAccepted, EntryAccepted, VoucherAccepted
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
class Batch:
    """What one read of a stream brought: events, messages that are none, and canaries by their position."""

    kind: Kind
    good: Sequence[Arrived]
    bad: Sequence[DeadLetter]
    canaries: dict[str, CanarySent] = field(default_factory=dict)


def read_arrivals(kind: Kind, deliveries: Sequence[Delivery]) -> Batch:
    """Return the events among *deliveries*, and what is none."""
    good: list[Arrived] = []
    bad: list[DeadLetter] = []
    canaries: dict[str, CanarySent] = {}
    for delivery in deliveries:
        try:
            good.append(_arrived(kind, delivery.payload))
        except ValidationError as error:
            # Only here: what events cost does not rise because a canary comes every five minutes.
            if canary := canary_in(kind, delivery.payload):
                canaries[delivery.position] = canary
            else:
                bad.append(dead_letter(kind, delivery, fault_in(error)))
    return Batch(kind, good, bad, canaries)


def canary_in(kind: Kind, payload: bytes) -> CanarySent | None:
    """Return the canary that a message is, if it is one and comes where they do."""
    if CanarySent not in kind.stream.also or b'"canary.sent"' not in payload:
        return None
    try:
        return CanarySent.model_validate_json(payload)
    except ValidationError:
        return None


def fault_in(error: ValidationError) -> str:
    """Return the first broken rule and its place, without any value."""
    fault = error.errors(include_input=False, include_context=False, include_url=False)[0]
    return f"{fault['type']} at /{'/'.join(map(str, fault['loc']))}"


def dead_letter(kind: Kind, delivery: Delivery, reason: str) -> DeadLetter:
    """Return *delivery* as it goes to the quarantine for *reason*."""
    return DeadLetter(
        delivery.content_sha256,
        kind.stream.name,
        delivery.position,
        _sequence_in(delivery.payload),
        reason,
        delivery.payload,
    )


def _sequence_in(payload: bytes) -> int | None:
    """Return intake's number of a message, if it can still be read."""
    try:
        sequence = orjson.loads(payload)["sequence"]
    except (ValueError, TypeError, KeyError):
        return None
    return sequence if type(sequence) is int and 0 < sequence < 2**53 else None


def _arrived(kind: Kind, payload: bytes) -> Arrived:
    event: AcceptedEvent = kind.stream.event.model_validate_json(payload)  # type: ignore[assignment]
    arrival = Arrival(
        revision=event.data.revision,
        known=micros(event.recordedtime),
        event_id=event.id,
        sequence=event.sequence,
        data=event.data.model_dump_json(),
    )
    return Arrived(event.source, getattr(event.data, kind.key), event.data.office, arrival)
