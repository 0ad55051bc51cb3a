"""Which stream carries which event."""

from shared.streams import CUSTOMERS, ENTRIES, VOUCHERS, Stream

_BY_FIRST_WORD = {"entry": ENTRIES, "voucher": VOUCHERS, "customer": CUSTOMERS}


def stream_of(event_type: str) -> Stream:
    """Return the stream of events of a type that exists."""
    return _BY_FIRST_WORD[event_type.partition(".")[0]]
