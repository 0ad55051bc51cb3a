"""The columns of a monthly file: German headings, and how the text of a cell becomes the value of a field."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from unicodedata import normalize

from services.intake.domain.instants import FIRST_DAY, LAST_DAY

Value = str | bool | date | None
Reader = Callable[[str], Value]

_A_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})", re.ASCII)
_FLAGS = {"ja": True, "nein": False}


class Unreadable(Exception):
    """The text of a cell is no value of its field: the rule that it breaks, and what would be right."""

    def __init__(self, name: str, detail: str) -> None:
        """Name the rule and the way out."""
        super().__init__(name)
        self.name = name
        self.detail = detail


class WrongHeadings(Exception):
    """The headings are not those of a monthly file. Unknown ones are told by their position: they may be values."""

    def __init__(self, missing: Sequence[str], twice: Sequence[str], unknown: Sequence[int]) -> None:
        """Name everything that is wrong at once."""
        super().__init__("headings")
        self.missing, self.twice, self.unknown = missing, twice, unknown


@lru_cache(maxsize=10_000)
def _day(text: str) -> date:
    # The same days come again and again.
    if found := _A_DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        try:
            value = date(year, month, day)
        except ValueError:
            value = date.min
        if FIRST_DAY <= value <= LAST_DAY:
            return value
    raise Unreadable("invalid-date", f"A day of the calendar like 05.03.2026, from {FIRST_DAY} to {LAST_DAY}.")


def _flag(text: str) -> bool:
    try:
        return _FLAGS[text.casefold()]
    except KeyError:
        raise Unreadable("invalid-value", "Write ja or nein.") from None


COLUMNS: Mapping[str, tuple[str, Reader]] = MappingProxyType(
    {
        "Teilnahme-ID": ("entry_id", str),
        "Kunde": ("customer", str),
        "Dienststelle": ("office", str),
        "Kostenträger": ("funding", str),
        "Rechtskreis": ("customer_regime", str),
        "Beschäftigt": ("employed", _flag),
        "KldB": ("occupation", str),
        "Branche": ("sector", str),
        "Status": ("status", str),
        "Beginn": ("start_date", _day),
        "Ende geplant": ("planned_end_date", _day),
        "Ende": ("end_date", _day),
        "Ergebnis": ("outcome", str),
        "Maßnahmeform": ("form", str),
        "Durchführung": ("delivery", str),
        "Zeitmodell": ("hours", str),
        "Maßnahmenummer": ("measure", str),
    }
)
"""For each heading the field of the entry and what reads its cells; an empty cell is null."""

HEADINGS = MappingProxyType({field: heading for heading, (field, _) in COLUMNS.items()})


def _plain(heading: str) -> str:
    return " ".join(normalize("NFC", heading).casefold().split())


_KNOWN = {_plain(heading): heading for heading in COLUMNS}


def headings_of(cells: Sequence[str]) -> list[str]:
    """Return the headings in the order of the file. Raises :class:`WrongHeadings`."""
    found = [_KNOWN.get(_plain(cell)) for cell in cells]
    known = [heading for heading in found if heading]
    missing = [heading for heading in COLUMNS if heading not in known]
    twice = [heading for heading in COLUMNS if known.count(heading) > 1]
    unknown = [position for position, heading in enumerate(found, 1) if heading is None]
    if missing or twice or unknown:
        raise WrongHeadings(missing, twice, unknown)
    return known
