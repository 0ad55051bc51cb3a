"""JSON is read strictly, and nothing that can be sent breaks the reader."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.intake.reading import Malformed, read_json, read_object

json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)


@given(json_values)
def test_whatever_is_json_comes_out_as_it_went_in(value: Any) -> None:
    assert read_json(json.dumps(value).encode()) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.one_of(st.binary(), st.text(alphabet='{}[]":,\\u0deN1.-e \n', max_size=60).map(str.encode)))
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b"9" * 100_000)
@example(b"\xff\xfe")
@example(b"1e400")
@example(b"\xef\xbb\xbf{}")
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with suppress(Malformed):
        read_object(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1, "a": 1}',
        b'{"data": {"a": 1, "a": 2}}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": ' + b"1" * 5000 + b"}",
        rb'{"a": "\ud83d"}',
        rb'{"\udc00": 1}',
        b'{"a": "\xed\xa0\xbd"}',
        b'{"a": "\xe4"}',
        b'{"a": "\x00"}',
        b'{"a": 1} trailing',
        b"[" * 5000 + b"]" * 5000,
        b"",
    ],
)
def test_what_two_readers_could_understand_differently_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_json(raw)


def test_whole_surrogate_pairs_are_text() -> None:
    assert read_object(rb'{"a": "\ud83d\ude00"}') == {"a": "😀"}


def test_json_that_is_no_object_is_no_event() -> None:
    with pytest.raises(Malformed, match="not an object"):
        read_object(b"[1]")
