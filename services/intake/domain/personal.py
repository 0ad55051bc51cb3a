"""Personal identifiers: what must never come in, because pseudonyms are made by the source."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import category, normalize

from services.intake.domain.refused import Refused

Place = tuple[str | int, ...]
"""The names and positions that lead to a value inside of JSON."""

_SUSPICIOUS = re.compile(r"[\d@]")
_NUMBER = re.compile(
    r"\d{3}[A-Z]\d{6}"  # customer number
    r"|\d{5}(?://|BG)\d{7}"  # benefit number
    r"|\d{8}[A-Z]\d{3}"  # pension number
    r"|[A-Z]{2}\d{2}[A-Z0-9]{11,30}"  # IBAN
)
_SHORTEST_NUMBER = 10
_MAIL = re.compile(r"[^@]@[^@.]+(?:\.[^@.]+)+")
_SCANNED = ("subject", "source", "id", "data")
_WORDLESS = frozenset({type(None), bool, int, float})
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")


def is_personal(text: str) -> bool:
    """Say whether *text* as a whole looks like a personal identifier, or contains an e-mail address."""
    if not text.isascii():
        text = _plain(text)
    if not _SUSPICIOUS.search(text):
        return False
    text = "".join(text.split()).upper()
    return _NUMBER.fullmatch(text) is not None or _MAIL.search(text) is not None


def _plain(text: str) -> str:
    """Return *text* without disguise: full-width digits become digits, invisible characters vanish."""
    return "".join(letter for letter in normalize("NFKC", text) if category(letter) not in {"Cf", "Cc", "Zs"})


def refuse_personal(event: Mapping[str, object]) -> None:
    """Raise :class:`Refused` for the first personal identifier in what is kept or shown of *event*.

    Names of fields are looked at like values. The walk keeps its own list: nesting cannot exhaust the stack.
    """
    if _harmless_at_a_glance(event):
        return
    waiting: list[tuple[Place, object]] = [((name,), event.get(name)) for name in _SCANNED]
    for where, found in waiting:
        if isinstance(found, str):
            if is_personal(found):
                raise Refused("personal-identifier", pointer_to(where), "Send a pseudonym made by the source instead.")
        elif isinstance(found, dict):
            waiting.extend((where, name) for name in found)
            waiting.extend(((*where, name), inner) for name, inner in found.items() if inner is not None)
        elif isinstance(found, list):
            waiting.extend(((*where, index), inner) for index, inner in enumerate(found))


def _harmless_at_a_glance(event: Mapping[str, object]) -> bool:
    """Say whether one look at all texts together finds nothing: six times as fast as one look at each.

    True only when nothing is disguised: all texts are plain ASCII without blanks, in a flat object.
    """
    data = event.get("data")
    if not isinstance(data, dict):
        return False
    texts: list[Any] = [event.get("subject") or "", event.get("source"), event.get("id")]
    texts += [value for value in data.values() if value.__class__ not in _WORDLESS]
    try:
        names, text = "".join(data), "".join(texts)
    except TypeError:  # something is no text: missing, or an object or a list
        return False
    if not (text.isascii() and text.isprintable() and names.isascii()) or " " in text or "@" in text:
        return False
    # What may be a number has ten letters and digits or more, and one kind has slashes.
    long = [text for text in texts if len(text) >= _SHORTEST_NUMBER and (text.isalnum() or "//" in text)]
    # A name of letters alone is nobody's number.
    return names.replace("_", "").isalpha() and not any(map(is_personal, long))


def pointer_to(place: Sequence[str | int]) -> str:
    """Return the JSON pointer of *place*, cut before the first name that might itself say something about a person."""
    pointer = ""
    for step in place:
        if isinstance(step, str) and (not _PLAIN_NAME.fullmatch(step) or is_personal(step)):
            break
        pointer += f"/{step}"
    return pointer
