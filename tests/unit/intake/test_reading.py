"""JSON is read strictly, and nothing that can be sent breaks the reader."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.intake.reading import Malformed, _read_thoroughly, read_json, read_object

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


blanks = st.sampled_from(["", "", "", " ", "\n", "\t", "\r", "  "])
texts = st.sampled_from(['"a"', '"b"', '"\\":"', '":"', '" :"', r'"\u0061"', r'"\ud83d"', '"ü"', '""'])
scalars = st.one_of(
    texts, st.sampled_from(["1", "-0", "1.0", "1e2", "1e999", "9" * 25, "9" * 50, "null", "true", "NaN"])
)
documents = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda values: f"[{','.join(values)}]"),
        st.lists(st.tuples(texts, blanks, blanks, inner), max_size=4).map(
            lambda pairs: "{" + ",".join(f"{name}{before}:{after}{value}" for name, before, after, value in pairs) + "}"
        ),
    ),
    max_leaves=8,
)


def outcome(read: Callable[[bytes], Any], raw: bytes) -> tuple[str, str]:
    try:
        return "read", repr(read(raw))
    except Malformed as why:
        return "refused", str(why)


@given(documents)
@example('{"a" :1,"a":2}')
@example('{"a":"\\":","a":2,"b" :1}')
@example('{"a":1,"\\u0061":2}')
@example('{"a":18446744073709551616}')
def test_the_quick_way_of_reading_ends_as_the_thorough_one(text: str) -> None:
    assert outcome(read_json, text.encode()) == outcome(_read_thoroughly, text.encode())


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
