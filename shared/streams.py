"""The map of the system: every stream, who writes it, who reads it, and what is on it."""

from dataclasses import dataclass

from shared.events import (
    AlertChanged,
    CanarySent,
    CustomerAccepted,
    EntryAccepted,
    Event,
    EventsSettled,
    FulfilmentCounted,
    PlanPublished,
    VoucherAccepted,
)


@dataclass(frozen=True, slots=True)
class Stream:
    """A place where one producer puts one kind of event for its consumers; each consumer is a group of that name."""

    name: str
    producer: str
    consumers: tuple[str, ...]
    event: type[Event]
    read_at_once: int = 2_000
    """A backlog drains in large transactions, a quiet stream stays fresh; heavy messages are read fewer at a time."""
    also: tuple[type[Event], ...] = ()
    """What else may lie there, now and then."""

    @property
    def events(self) -> tuple[type[Event], ...]:
        """Everything that may lie there."""
        return (self.event, *self.also)


CUSTOMERS = Stream("kurs.customers", "intake", ("planning",), CustomerAccepted)
VOUCHERS = Stream("kurs.vouchers", "intake", ("planning",), VoucherAccepted)
ENTRIES = Stream("kurs.entries", "intake", ("planning",), EntryAccepted, also=(CanarySent,))
SETTLED = Stream("kurs.settled", "planning", ("intake",), EventsSettled)
PLANS = Stream("kurs.plans", "planning", ("intake", "monitoring"), PlanPublished)
FULFILMENT = Stream("kurs.fulfilment", "planning", ("monitoring",), FulfilmentCounted, read_at_once=50)
ALERTS = Stream("kurs.alerts", "monitoring", (), AlertChanged)

STREAMS = (CUSTOMERS, VOUCHERS, ENTRIES, SETTLED, PLANS, FULFILMENT, ALERTS)


def consumed_by(service: str) -> tuple[Stream, ...]:
    """Return the streams that *service* reads."""
    return tuple(stream for stream in STREAMS if service in stream.consumers)


def produced_by(service: str) -> tuple[Stream, ...]:
    """Return the streams that *service* writes."""
    return tuple(stream for stream in STREAMS if service == stream.producer)
