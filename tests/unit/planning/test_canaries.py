"""A canary among the entries is no event, no dead letter, and nothing else is taken for one."""

import pytest

from services.planning.arriving.arrivals import CUSTOMER, ENTRY, VOUCHER, Kind, read_arrivals
from shared.bus.delivery import Delivery
from tests.support.reference import ROOT

CANARY = b'{"event":"canary.sent","version":1,"at":"2026-10-14T08:00:00Z"}'
EVENT = (ROOT / "docs/examples/EntryAccepted.v1.json").read_bytes()


def test_a_canary_stands_apart_from_the_events_it_comes_with() -> None:
    batch = read_arrivals(ENTRY, [Delivery("1-0", EVENT), Delivery("2-0", CANARY), Delivery("3-0", b"poison")])

    assert [len(part) for part in (batch.good, batch.bad, batch.canaries)] == [1, 1, 1]
    assert list(batch.canaries) == ["2-0"]


@pytest.mark.parametrize(
    "payload",
    [
        b'{"at":"2026-10-14T08:00:00Z"}',
        b'{"event":"canary.sent","at":0}',
        b'{"event":"canary.sent"}',
        b'["canary.sent"]',
        b'"canary.sent"',
    ],
)
def test_what_only_looks_like_a_canary_is_set_aside(payload: bytes) -> None:
    batch = read_arrivals(ENTRY, [Delivery("1-0", payload)])

    assert [len(part) for part in (batch.good, batch.bad, batch.canaries)] == [0, 1, 0]


@pytest.mark.parametrize("kind", [VOUCHER, CUSTOMER], ids=["voucher", "customer"])
def test_canaries_come_among_the_entries_only(kind: Kind) -> None:
    batch = read_arrivals(kind, [Delivery("1-0", CANARY)])

    assert len(batch.bad) == 1
