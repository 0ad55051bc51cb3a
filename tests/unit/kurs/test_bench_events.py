"""The events of a benchmark are events as the offices' systems send them, and the same every time."""

from collections import defaultdict

import orjson

from services.kurs.bench.events import LAST_DAY, accepted, events
from shared.events import CustomerAccepted, EntryAccepted, Event, VoucherAccepted

CLASSES: dict[str, type[Event]] = {"entry": EntryAccepted, "voucher": VoucherAccepted, "customer": CustomerAccepted}
NUMBER = 2_000


def test_the_same_number_brings_the_same_events() -> None:
    assert list(events(NUMBER)) == list(events(NUMBER))


def test_there_are_as_many_as_asked_for_in_the_order_of_time() -> None:
    times = [event.time for event in events(NUMBER)]

    assert len(times) == NUMBER
    assert times == sorted(times)
    assert times[-1] < LAST_DAY


def test_every_event_is_one_of_its_stream() -> None:
    for sequence, event in enumerate(events(NUMBER), 1):
        read = CLASSES[event.kind].model_validate_json(accepted(event, sequence))

        assert read.model_dump()["type"] == event.type


def test_revisions_of_an_entity_rise_by_one_and_no_id_comes_twice() -> None:
    revisions = defaultdict(list)
    for event in events(NUMBER):
        revisions[event.kind, event.source, event.subject].append(orjson.loads(event.data)["revision"])

    assert all(found == list(range(1, len(found) + 1)) for found in revisions.values())
    assert max(map(len, revisions.values())) == 4
    assert len({event.id for event in events(NUMBER)}) == NUMBER


def test_entries_begin_in_every_month_of_the_year() -> None:
    starts = {orjson.loads(event.data)["start_date"][:7] for event in events(NUMBER) if event.kind == "entry"}

    assert {f"2026-{month:02}" for month in range(1, 13)} <= starts
