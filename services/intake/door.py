"""The strict shapes of an event's data: every field present, no other, exact types."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from pydantic import ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from services.intake.domain.coherence import EntryStory, Story, VoucherStory
from services.intake.domain.instants import FIRST_DAY, LAST_DAY
from services.intake.domain.personal import pointer_to
from services.intake.domain.refused import Refused
from shared.events import CustomerState, EntryState, VoucherState

_STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
_A_DATE = f"A day of the calendar from {FIRST_DAY} to {LAST_DAY}, as text like 2026-03-05."


class SentEntry(EntryState):
    """An entry as an office sends it."""

    model_config = _STRICT

    @property
    def story(self) -> Story | None:
        """The dates to check against each other."""
        return EntryStory(self.status, self.start_date, self.planned_end_date, self.end_date, self.outcome)


class SentVoucher(VoucherState):
    """A voucher as an office sends it."""

    model_config = _STRICT

    @property
    def story(self) -> Story | None:
        """The dates to check against each other."""
        return VoucherStory(self.status, self.issued_on, self.valid_until, self.entry_id)


class SentCustomer(CustomerState):
    """A customer as an office sends it."""

    model_config = _STRICT

    @property
    def sector(self) -> None:
        """A customer belongs to no sector."""

    @property
    def story(self) -> Story | None:
        """A customer has no dates."""
        return None


_DATES: Mapping[type, tuple[str, ...]] = {
    SentEntry: ("start_date", "planned_end_date", "end_date"),
    SentVoucher: ("issued_on", "valid_until"),
    SentCustomer: (),
}

State = SentEntry | SentVoucher | SentCustomer

SHAPES: Mapping[str, type[State]] = MappingProxyType(
    {"entry": SentEntry, "voucher": SentVoucher, "customer": SentCustomer}
)
"""The shape of the data by the first word of the event's type."""


def read_state(event_type: str, data: Mapping[str, Any]) -> State:
    """Return the state in *data*, trimmed. Raises :class:`Refused` for the first fault.

    Missing fields come first, in the order of the contract; then unknown ones, in the order sent; then wrong values,
    in the order of the contract; then days that no calendar of ours has.
    """
    shape = SHAPES[event_type.partition(".")[0]]
    try:
        state = shape.model_validate(data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise _refusal(min(faults, key=_rank), _DATES[shape]) from None
    for field in _DATES[shape]:
        day: date | None = getattr(state, field)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise Refused("invalid-date", f"/data/{field}", _A_DATE)
    return state


def _rank(fault: ErrorDetails) -> int:
    return {"missing": 0, "extra_forbidden": 1}.get(fault["type"], 2)


def _refusal(fault: ErrorDetails, dates: Collection[str]) -> Refused:
    pointer = pointer_to(("data", *fault["loc"][:1]))
    if fault["type"] == "missing":
        return Refused("missing-field", pointer, "Every field must be present; null marks what may be empty.")
    if fault["type"] == "extra_forbidden":
        return Refused("unknown-field", pointer, "Send only the fields of the contract.")
    if fault["loc"][0] in dates:
        return Refused("invalid-date", pointer, _A_DATE)
    return Refused("invalid-value", pointer, f"{fault['msg']}.")
