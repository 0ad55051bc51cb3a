"""Each rule at the door, and the order in which they speak."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.candidate import Candidate
from services.intake.domain.known import Known, PlanCodes
from services.intake.domain.refused import TITLES, Refused
from services.intake.judge import Judge, showable_id
from shared.events import EntryAccepted
from shared.keys import Caller
from shared.streams import CUSTOMERS, ENTRIES, VOUCHERS
from tests.support.offered import OFFICES, SECTORS, Json, a_customer, a_voucher, an_entry, without

NOW = datetime(2026, 10, 15, 12, tzinfo=UTC)
KNOWN = Known.of([PlanCodes("p", 1, 2026, frozenset(OFFICES), frozenset(SECTORS))])
DISTRICT = Caller("d", None, frozenset({"emit"}))
BACKFILL = Caller("b", None, frozenset({"emit", "backfill"}))
WITTENBERG = Caller("w", "JC-WB", frozenset({"emit"}))


def judged(event: Json, caller: Caller = DISTRICT) -> Candidate:
    return Judge(KNOWN, caller, NOW).candidate(event)


def fault(event: Json, caller: Caller = DISTRICT) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        judged(event, caller)
    assert refusal.value.name in TITLES
    return refusal.value.name, refusal.value.pointer


GOOD = [
    an_entry("entry.planned", status="planned", start_date="2027-01-04", planned_end_date=None),
    an_entry("entry.started"),
    an_entry("entry.ended", status="ended", end_date="2026-03-02", outcome="dropped_out"),
    an_entry("entry.cancelled", status="cancelled", start_date="2027-01-04", planned_end_date=None),
    *(an_entry("entry.corrected", status=status) for status in ("planned", "started", "cancelled")),
    an_entry("entry.corrected", status="ended", end_date="2026-09-01", outcome="completed"),
    an_entry(sector="other", occupation=None, measure=None),
    a_voucher("voucher.issued"),
    a_voucher("voucher.issued", valid_until=None, sector=None),
    a_voucher("voucher.closed", status="redeemed", entry_id="T-2026-1"),
    a_voucher("voucher.closed", status="redeemed"),
    a_voucher("voucher.closed", status="expired"),
    a_voucher("voucher.closed", status="withdrawn"),
    a_customer("customer.registered"),
    a_customer("customer.updated", target_occupation=None),
    a_customer("customer.closed", status="closed"),
]


@pytest.mark.parametrize("event", GOOD, ids=lambda event: event["type"])
def test_an_event_that_breaks_no_rule_becomes_the_message_of_its_stream(event: Json) -> None:
    streams = {"entry": ENTRIES, "voucher": VOUCHERS, "customer": CUSTOMERS}
    message = judged(event).message(1)

    accepted = streams[event["type"].partition(".")[0]].event.model_validate_json(message)

    assert accepted.model_dump_json() == message
    told = json.loads(message)
    assert [told[name] for name in ("id", "source", "type", "data")] == [
        event[name] for name in ("id", "source", "type", "data")
    ]


@pytest.mark.parametrize("name", ["specversion", "id", "source", "type", "time", "data"])
def test_every_required_attribute_must_be_there(name: str) -> None:
    assert fault(without(an_entry(), name)) == ("missing-field", f"/{name}")
    assert fault(an_entry(envelope={name: None})) == ("missing-field", f"/{name}")


@pytest.mark.parametrize(
    ("envelope", "name", "pointer"),
    [
        ({"specversion": "0.3"}, "unsupported-specversion", "/specversion"),
        ({"specversion": 1.0}, "unsupported-specversion", "/specversion"),
        ({"id": ""}, "invalid-value", "/id"),
        ({"id": 7}, "invalid-value", "/id"),
        ({"id": "x" * 201}, "invalid-value", "/id"),
        ({"id": "a\0b"}, "invalid-value", "/id"),
        ({"source": ["urn:office:jc-abi"]}, "invalid-value", "/source"),
        ({"type": "entry.exploded"}, "unknown-type", "/type"),
        ({"type": ["entry.started"]}, "unknown-type", "/type"),
        ({"time": "2026-03-02T08:00:00"}, "invalid-date", "/time"),
        ({"time": 1_772_438_400}, "invalid-date", "/time"),
        ({"data": []}, "invalid-value", "/data"),
        ({"data": "text"}, "invalid-value", "/data"),
        ({"time": "2026-10-16T12:00:01Z"}, "from-the-future", "/time"),
    ],
)
def test_the_envelope_must_be_right(envelope: Json, name: str, pointer: str) -> None:
    assert fault(an_entry(envelope=envelope)) == (name, pointer)


def test_an_id_may_hold_anything_else() -> None:
    for event_id in ("x" * 200, " ", "ümläut/😀", "line\nbreak"):
        assert judged(an_entry(envelope={"id": event_id})).id == event_id


@pytest.mark.parametrize("event", [an_entry(), a_voucher(), a_customer()], ids=lambda event: event["type"])
def test_every_field_of_the_data_must_be_there(event: Json) -> None:
    for name in event["data"]:
        assert fault(without(event, "data", name)) == ("missing-field", f"/data/{name}")


def test_a_field_that_the_contract_does_not_know_is_refused_and_named_only_when_its_name_is_plain() -> None:
    assert fault(an_entry(customer_name="Erika Mustermann")) == ("unknown-field", "/data/customer_name")
    telling: Json = {"Erika Mustermann": 1}
    assert fault(an_entry(**telling)) == ("unknown-field", "/data")
    assert fault(a_customer(sector=None)) == ("unknown-field", "/data/sector")


def test_what_is_missing_is_told_before_what_is_too_much_and_that_before_what_is_wrong() -> None:
    event = an_entry(surplus=1, revision=0)
    assert fault(without(event, "data", "measure"))[0] == "missing-field"
    assert fault(event)[0] == "unknown-field"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("entry_id", ""),
        ("entry_id", "x" * 65),
        ("entry_id", "with blank"),
        ("entry_id", 7),
        ("revision", 0),
        ("revision", "1"),
        ("revision", 1.0),
        ("revision", True),
        ("revision", 2**53),
        ("revision", None),
        ("status", "begun"),
        ("status", "Started"),
        ("customer", "too-short"),
        ("customer", None),
        ("office", ""),
        ("office", 1),
        ("funding", "SGB4"),
        ("customer_regime", " SGB2"),
        ("employed", "vielleicht"),
        ("employed", 1),
        ("employed", None),
        ("occupation", "9X1"),
        ("occupation", "1"),
        ("occupation", "123456"),
        ("occupation", 34202),
        ("occupation", "٣٤٢"),
        ("sector", ""),
        ("sector", 1),
        ("outcome", "happy"),
        ("form", None),
        ("delivery", ["online"]),
        ("hours", {}),
        ("measure", "47/8132/2026"),
        ("measure", "047/8132/2026\n/"),
    ],
)
def test_values_are_exact(field: str, value: Any) -> None:
    assert fault(an_entry(**{field: value})) == ("invalid-value", f"/data/{field}")


@pytest.mark.parametrize("field", ["start_date", "planned_end_date", "end_date"])
@pytest.mark.parametrize(
    "value",
    [0, 20260302, True, "", "02.03.2026", "2026-02-30", "2026-3-2", "2026-03-02T00:00:00", "1899-12-31", "2201-01-01"],
)
def test_dates_are_iso_text_of_days_that_exist(field: str, value: Any) -> None:
    assert fault(an_entry(**{field: value})) == ("invalid-date", f"/data/{field}")


def test_text_is_trimmed_and_then_compared() -> None:
    plain = an_entry()
    padded = an_entry(entry_id=" T-2026-1\n", customer="\tc_5cbca817c589a24a167b8e3d ", measure=" 047/8132/2026")

    assert judged(plain).fingerprint == judged(padded).fingerprint
    assert judged(plain).fingerprint != judged(an_entry(revision=2)).fingerprint


def test_the_order_of_the_fields_does_not_matter() -> None:
    event = an_entry()
    turned = {**event, "data": dict(reversed(event["data"].items()))}

    assert judged(event).fingerprint == judged(turned).fingerprint


@pytest.mark.parametrize(
    ("event", "caller", "expected"),
    [
        (an_entry(office="JC-NOWHERE"), DISTRICT, ("unknown-office", "/data/office")),
        (an_entry(office="jc-abi"), DISTRICT, ("unknown-office", "/data/office")),
        (an_entry(envelope={"source": "urn:office:jc-wb"}), DISTRICT, ("foreign-office", "/source")),
        (an_entry(envelope={"source": "urn:office:JC-ABI"}), DISTRICT, ("foreign-office", "/source")),
        (an_entry(), WITTENBERG, ("foreign-office", "/data/office")),
        (a_customer(), WITTENBERG, ("foreign-office", "/data/office")),
        (an_entry(sector="astrology"), DISTRICT, ("unknown-sector", "/data/sector")),
        (a_voucher(sector="astrology"), DISTRICT, ("unknown-sector", "/data/sector")),
    ],
)
def test_office_and_sector_are_of_the_plan_and_the_office_is_the_callers(
    event: Json, caller: Caller, expected: tuple[str, str]
) -> None:
    assert fault(event, caller) == expected


def test_an_office_may_send_its_own_events() -> None:
    assert judged(an_entry(office="JC-WB"), WITTENBERG)


@pytest.mark.parametrize(
    "event",
    [
        an_entry("entry.started", status="cancelled"),
        an_entry("entry.planned", status="started"),
        an_entry("entry.ended", status="started"),
        an_entry("entry.cancelled", status="planned"),
        a_voucher("voucher.issued", status="redeemed"),
        a_voucher("voucher.closed", status="issued"),
        a_customer("customer.registered", status="closed"),
        a_customer("customer.updated", status="closed"),
        a_customer("customer.closed", status="registered"),
    ],
    ids=lambda event: f"{event['type']} {event['data']['status']}",
)
def test_the_status_is_the_one_that_the_type_says(event: Json) -> None:
    assert fault(event) == ("status-mismatch", "/data/status")


ENDED: dict[str, Any] = {"status": "ended", "end_date": "2026-09-01", "outcome": "completed"}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (an_entry(planned_end_date="2001-01-01"), ("inconsistent-dates", "/data/planned_end_date")),
        (an_entry(start_date="2026-03-03"), ("inconsistent-dates", "/data/start_date")),
        (an_entry("entry.corrected", start_date="2026-03-03"), ("inconsistent-dates", "/data/start_date")),
        (an_entry(end_date="2026-09-01"), ("inconsistent-dates", "/data/end_date")),
        (an_entry(outcome="completed"), ("invalid-value", "/data/outcome")),
        (an_entry("entry.ended", **ENDED | {"end_date": None}), ("inconsistent-dates", "/data/end_date")),
        (an_entry("entry.ended", **ENDED | {"end_date": "2026-03-01"}), ("inconsistent-dates", "/data/end_date")),
        (an_entry("entry.ended", **ENDED | {"outcome": None}), ("invalid-value", "/data/outcome")),
        (a_voucher(valid_until="2026-03-01"), ("inconsistent-dates", "/data/valid_until")),
        (a_voucher(entry_id="T-2026-1"), ("invalid-value", "/data/entry_id")),
        (a_voucher("voucher.closed", status="expired", entry_id="T-1"), ("invalid-value", "/data/entry_id")),
    ],
)
def test_the_data_must_agree_with_themselves(event: Json, expected: tuple[str, str]) -> None:
    assert fault(event) == expected


def test_started_means_no_later_than_the_day_in_berlin_on_which_it_was_said() -> None:
    late_evening_utc = {"time": "2026-07-01T22:30:00Z"}
    assert judged(an_entry(envelope=late_evening_utc, start_date="2026-07-02"))
    assert fault(an_entry(envelope=late_evening_utc, start_date="2026-07-03"))[0] == "inconsistent-dates"


def test_a_day_ahead_is_a_wrong_clock_and_more_is_refused() -> None:
    assert judged(an_entry(envelope={"time": "2026-10-16T12:00:00Z"}))


def test_the_time_of_recording_is_intakes_own_unless_the_caller_may_backfill() -> None:
    event = an_entry(envelope={"recordedtime": "2026-03-02T09:00:00+01:00"})

    assert judged(event).recorded == NOW
    assert judged(event, BACKFILL).recorded == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert judged(an_entry(), BACKFILL).recorded == NOW


def test_a_wrong_time_of_recording_matters_only_where_it_counts() -> None:
    wrong, future = ({"recordedtime": text} for text in ("yesterday", "2026-10-17T12:00:00Z"))

    assert judged(an_entry(envelope=wrong))
    assert fault(an_entry(envelope=wrong), BACKFILL) == ("invalid-date", "/recordedtime")
    assert fault(an_entry(envelope=future), BACKFILL) == ("from-the-future", "/recordedtime")


def test_the_first_rule_that_is_broken_speaks() -> None:
    breaks: list[tuple[str, Json, Json]] = [
        ("from-the-future", {"time": "2027-03-02T08:00:00Z"}, {}),
        ("inconsistent-dates", {}, {"planned_end_date": "2001-01-01"}),
        ("status-mismatch", {}, {"status": "planned"}),
        ("unknown-sector", {}, {"sector": "astrology"}),
        ("foreign-office", {"source": "urn:office:jc-wb"}, {}),
        ("unknown-office", {}, {"office": "JC-NOWHERE"}),
        ("invalid-value", {}, {"revision": 0}),
        ("unknown-field", {}, {"surplus": 1}),
        ("unknown-type", {"type": "entry.exploded"}, {}),
        ("unsupported-specversion", {"specversion": "0.3"}, {}),
        ("missing-field", {"specversion": None}, {}),
        ("personal-identifier", {"subject": "042D123456"}, {}),
    ]
    envelope: Json = {"source": "urn:office:jc-abi"}
    data: Json = {}
    for name, changed_envelope, changed_data in breaks:
        envelope |= changed_envelope
        data |= changed_data
        assert fault(an_entry(envelope=envelope, **data))[0] == name


def test_the_id_of_a_refused_event_is_shown_only_when_it_is_one_and_nobodys_number() -> None:
    assert showable_id({"id": "abc"}) == "abc"
    for event_id in (None, 7, "", "x" * 201, "042D123456", "erika@example.org"):
        assert showable_id({"id": event_id}) is None


secrets = st.text(alphabet="ABCDEFGHKLMNPQRSTUVWXYZ", min_size=12, max_size=20)


@given(st.sampled_from(sorted(an_entry()["data"])), secrets)
def test_a_refusal_never_repeats_a_value(field: str, secret: str) -> None:
    changes: Json = {"entry_id": "not valid", field: f"{secret} {secret}"}
    with pytest.raises(Refused) as refusal:
        judged(an_entry(**changes))
    assert secret not in refusal.value.detail + refusal.value.pointer + refusal.value.title


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=5,
)
CHANGEABLE = [("data", name) for name in an_entry()["data"]] + [(name,) for name in an_entry()]


@given(st.sampled_from(CHANGEABLE), json_values)
def test_no_value_anywhere_breaks_the_judge(path: tuple[str, ...], value: Any) -> None:
    event = an_entry(**{path[1]: value}) if len(path) > 1 else an_entry(envelope={path[0]: value})
    with suppress(Refused):
        EntryAccepted.model_validate_json(judged(event).message(1))
