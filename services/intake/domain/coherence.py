"""What an event says must agree with itself."""

from datetime import date
from types import MappingProxyType
from typing import NamedTuple, Protocol

from services.intake.domain.refused import Refused

STATUSES = MappingProxyType(
    {
        "entry.planned": frozenset({"planned"}),
        "entry.started": frozenset({"started"}),
        "entry.ended": frozenset({"ended"}),
        "entry.cancelled": frozenset({"cancelled"}),
        "entry.corrected": frozenset({"planned", "started", "ended", "cancelled"}),
        "voucher.issued": frozenset({"issued"}),
        "voucher.closed": frozenset({"redeemed", "expired", "withdrawn"}),
        "customer.registered": frozenset({"registered"}),
        "customer.updated": frozenset({"registered"}),
        "customer.closed": frozenset({"closed"}),
    }
)
"""Every type of event, with the statuses that its data may have."""

_BEGUN = frozenset({"started", "ended"})


def refuse_other_status(event_type: str, status: str) -> None:
    """Refuse a *status* that the type of the event contradicts."""
    if status not in STATUSES[event_type]:
        allowed = " or ".join(sorted(STATUSES[event_type]))
        raise Refused("status-mismatch", "/data/status", f"An event {event_type} has the status {allowed}.")


class Story(Protocol):
    """The dates of an entity, which can contradict each other or the day on which the event happened."""

    def refuse_contradictions(self, today: date) -> None:
        """Raise :class:`Refused` for the first contradiction; *today* is the day of the event's ``time``."""
        ...


class EntryStory(NamedTuple):
    """From when to when an entry runs, and how it ended."""

    status: str
    start: date
    planned_end: date | None
    end: date | None
    outcome: str | None

    def refuse_contradictions(self, today: date) -> None:
        """Refuse what began in the future, ends before it began, or ended without an end."""
        if self.status in _BEGUN and self.start > today:
            _contradiction("start_date", "What has started did so no later than on the Berlin day of 'time'.")
        if self.planned_end and self.planned_end < self.start:
            _contradiction("planned_end_date", "The planned end is not before the start.")
        if (self.end is None) is (self.status == "ended"):
            _contradiction("end_date", "An end date is given for the status ended, and null for all others.")
        if self.end and self.end < self.start:
            _contradiction("end_date", "The end is not before the start.")
        if (self.outcome is None) is (self.status == "ended"):
            detail = "An outcome is given for the status ended, and null for all others."
            raise Refused("invalid-value", "/data/outcome", detail)


class VoucherStory(NamedTuple):
    """From when to when a voucher is valid, and what it was used for."""

    status: str
    issued_on: date
    valid_until: date | None
    entry_id: str | None

    def refuse_contradictions(self, _: date) -> None:
        """Refuse a voucher that expires before it is issued, or names an entry without being redeemed."""
        if self.valid_until and self.valid_until < self.issued_on:
            _contradiction("valid_until", "A voucher is valid at least on the day of its issue.")
        if self.entry_id is not None and self.status != "redeemed":
            raise Refused("invalid-value", "/data/entry_id", "Only a redeemed voucher names an entry.")


def _contradiction(field: str, detail: str) -> None:
    raise Refused("inconsistent-dates", f"/data/{field}", detail)
