"""From the stored JSON of a state to what the rules look at."""

from datetime import date

import orjson

from services.planning.domain.entry import Entry
from services.planning.domain.potential import Customer, Voucher


def entry_from(data: str) -> Entry:
    """Return the entry whose full state *data* holds."""
    state = orjson.loads(data)
    return Entry(
        status=state["status"],
        start_date=date.fromisoformat(state["start_date"]),
        own_sector=state["sector"],
        occupation=state["occupation"],
        funding=state["funding"],
        regime=state["customer_regime"],
        employed=state["employed"],
        office=state["office"],
        form=state["form"],
        delivery=state["delivery"],
        hours=state["hours"],
    )


def customer_from(data: str) -> Customer:
    """Return the customer whose full state *data* holds."""
    state = orjson.loads(data)
    return Customer(*(state[name] for name in Customer._fields))


def voucher_from(data: str) -> Voucher:
    """Return the voucher whose full state *data* holds."""
    state = orjson.loads(data)
    until = state["valid_until"]
    return Voucher(
        status=state["status"],
        office=state["office"],
        issued_on=date.fromisoformat(state["issued_on"]),
        valid_until=date.fromisoformat(until) if until else None,
    )
