"""The four ways in which events come over HTTP."""

import json

import pytest

from services.intake.modes import MAX_EVENTS, Header, Submission, TooMany, UnknownMode, reader_for
from services.intake.reading import Malformed

EVENT = {"id": "1", "data": {"a": 1}}
RAW = json.dumps(EVENT).encode()
ATTRIBUTES: list[Header] = [(b"ce-specversion", b"1.0"), (b"Ce-Id", b"1")]


def read(content_type: str, body: bytes, headers: list[Header] | None = None) -> Submission:
    return reader_for(content_type, headers or [])(body)


def events(submission: Submission) -> list[object]:
    return [sent.event for sent in submission.events]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/cloudevents+json",
        "application/cloudevents+json; charset=utf-8",
        'Application/CloudEvents+JSON;charset="UTF-8"; profile=x',
    ],
)
def test_one_event_as_json(content_type: str) -> None:
    submission = read(content_type, RAW)

    assert events(submission) == [EVENT]
    assert submission.single


def test_one_event_whose_attributes_are_headers() -> None:
    submission = read("application/json", b'{"a": 1}', ATTRIBUTES)

    assert events(submission) == [{"specversion": "1.0", "id": "1", "data": {"a": 1}}]
    assert submission.single


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"plain", "plain"),
        (b"Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀"),
        (b"100%25", "100%"),
        (b"caf\xc3\xa9", "café"),
        (b'"quoted \\" text"', 'quoted " text'),
        (b'"', '"'),
    ],
)
def test_headers_are_decoded_as_the_binding_says(value: bytes, text: str) -> None:
    submission = read("application/json", b"{}", [(b"ce-id", value)])

    assert events(submission) == [{"id": text, "data": {}}]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{}", [(b"ce-id", b"%C0%A0")]),
        (b"{}", [(b"ce-id", b"\xe9")]),
        (b"{}", [(b"ce-id", b"1"), (b"CE-ID", b"2")]),
        (b"[]", ATTRIBUTES),
        (b"text", ATTRIBUTES),
    ],
)
def test_headers_and_body_that_say_nothing_certain_are_refused(body: bytes, headers: list[Header]) -> None:
    with pytest.raises(Malformed):
        read("application/json", body, headers)


def test_a_batch_is_an_array_and_what_is_no_object_in_it_is_refused_alone() -> None:
    submission = read("application/cloudevents-batch+json", b'[{"id": "1"}, 7]')

    first, second = events(submission)
    assert first == {"id": "1"}
    assert isinstance(second, Malformed)
    assert not submission.single


@pytest.mark.parametrize("body", [b"[]", b"{}", b"[{]", b"7"])
def test_what_is_no_array_of_events_is_no_batch(body: bytes) -> None:
    with pytest.raises(Malformed):
        read("application/cloudevents-batch+json", body)


def test_lines_keep_their_numbers_and_bad_ones_are_refused_alone() -> None:
    submission = read("application/x-ndjson", b'\xef\xbb\xbf{"id": "1"}\r\n\n  \n{"id": \n\xff\n[1]\n{"id": "2"}')

    assert [sent.index for sent in submission.events] == [0, 3, 4, 5, 6]
    assert [isinstance(event, Malformed) for event in events(submission)] == [False, True, True, True, False]


def test_a_body_without_a_single_object_is_no_lines_of_events() -> None:
    with pytest.raises(Malformed, match="one event a line"):
        read("application/x-ndjson", b"entry_id;office\n1;JC-ABI\n")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-ndjson", b"{}\n" * (MAX_EVENTS + 1)),
        ("application/cloudevents-batch+json", b"[" + b",".join([b"{}"] * (MAX_EVENTS + 1)) + b"]"),
    ],
)
def test_more_than_the_maximum_is_not_even_looked_at(content_type: str, body: bytes) -> None:
    with pytest.raises(TooMany):
        read(content_type, body)


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/xml",
        "application/cloudevents+xml",
        "application/cloudevents+json; charset=latin-1",
    ],
)
def test_other_content_types_are_not_taken(content_type: str) -> None:
    with pytest.raises(UnknownMode):
        read(content_type, RAW)


def test_plain_json_without_attributes_gets_a_hint() -> None:
    with pytest.raises(UnknownMode, match="ce- headers"):
        read("application/json", RAW, [(b"content-type", b"application/json")])
