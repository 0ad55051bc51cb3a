"""Read JSON from bytes, strictly: what two readers could understand differently is refused."""

import json
import math
import re
from typing import Any, NoReturn

import orjson

_LONGEST_NUMBER = 40
_OTHER_BLANK = re.compile(rb"[\n\r\t]:")
_LOOKED_AT = frozenset({dict, list, float})
_HALF_PAIR = re.compile("[\ud800-\udfff]")


class Malformed(Exception):
    """What was sent is no JSON that can be taken; the text says why and repeats nothing of it."""


def read_json(raw: bytes) -> Any:  # noqa: ANN401 - JSON can be anything
    """Return the JSON in *raw*. Raises :class:`Malformed`.

    Beyond what the standard library refuses: a name twice in an object, NaN and infinity, numbers of absurd length,
    and halves of surrogate pairs, which no UTF-8 can carry on.
    """
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _read_thoroughly(raw)
    return value if _is_unambiguous(value, raw) else _read_thoroughly(raw)


def _is_unambiguous(value: object, raw: bytes) -> bool:
    """Say whether *value*, quickly read from *raw*, is certainly what the thorough reader would return.

    The quick one keeps the last of equal names, and makes floats of very large numbers. As long as no blank stands
    before a colon, there are at least as many quotes followed by a colon as names: more of them than the objects hold
    mean equal names, or text that looks like them.
    """
    if b" :" in raw or ((b"\n" in raw or b"\r" in raw or b"\t" in raw) and _OTHER_BLANK.search(raw)):
        return False
    names, waiting = 0, [value]
    for found in waiting:
        if isinstance(found, dict):
            names += len(found)
            waiting += [inner for inner in found.values() if inner.__class__ in _LOOKED_AT]
        elif isinstance(found, list):
            waiting += [inner for inner in found if inner.__class__ in _LOOKED_AT]
        elif isinstance(found, float):
            return False
    return names == raw.count(b'":')


def _read_thoroughly(raw: bytes) -> Any:  # noqa: ANN401 - JSON can be anything
    try:
        text = raw.decode()
        value = _DECODER.decode(text)
        if "\\u" in text:
            _refuse_half_pairs(value)
    except UnicodeDecodeError:
        raise Malformed("The text is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise Malformed(f"No JSON from line {error.lineno}, column {error.colno} on.") from None
    except RecursionError:
        raise Malformed("The JSON is nested too deeply.") from None
    return value


def read_object(raw: bytes) -> dict[str, Any]:
    """Return the JSON object in *raw*. Raises :class:`Malformed`."""
    value = read_json(raw)
    if not isinstance(value, dict):
        raise Malformed("This is JSON, but not an object.")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Malformed("An object has the same name twice.")
    return found


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise Malformed("A number has too many digits.")
    return int(digits)


def _fraction(digits: str) -> float:
    if not math.isfinite(value := float(digits)):
        raise Malformed("A number is too large.")
    return value


def _constant(_: str) -> NoReturn:
    raise Malformed("NaN and Infinity are no JSON.")


def _refuse_half_pairs(value: object) -> None:
    if _HALF_PAIR.search(json.dumps(value, ensure_ascii=False)):
        raise Malformed("Half of a surrogate pair is no text.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction, parse_constant=_constant
)
