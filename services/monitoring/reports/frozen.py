"""A report: its figures, and whether they are frozen.

Frozen figures are one text with one hash: JSON with sorted keys, without blanks, in UTF-8.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import orjson
from pydantic import TypeAdapter

from services.monitoring.reports.figures import Figures

_FIGURES = TypeAdapter(Figures)


@dataclass(frozen=True, slots=True)
class Closing:
    """When a month was closed, and by whom: the key, and the name that was given with it."""

    at: datetime
    key_id: str
    who: str


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a month; without a ``closing`` they are provisional.

    ``sha256`` is that of all figures, also where the reader sees a part of them only.
    """

    figures: Figures
    sha256: str
    closing: Closing | None = None


def canonical(figures: Figures) -> bytes:
    """Return the text that is kept and hashed."""
    return orjson.dumps(figures, option=orjson.OPT_SORT_KEYS)


def read(text: bytes) -> Figures:
    """Return the figures that were kept as *text*."""
    return _FIGURES.validate_json(text)


def hash_of(text: bytes) -> str:
    """Return the SHA-256 of *text*."""
    return sha256(text).hexdigest()
