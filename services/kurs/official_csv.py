"""Official figures from a CSV file, as a spreadsheet writes it."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from services.kurs.failure import Failure

_HEADINGS = {
    "month": ("monat", "month"),
    "measure": ("zählweise", "measure"),
    "entries": ("wert", "entries"),
    "as_of": ("datenstand", "as_of"),
    "source": ("quelle", "source"),
}
_NEEDED = frozenset({"month", "measure", "entries"})
_FIELDS = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_GERMAN_MONTH = re.compile(r"(\d\d)[./](\d{4})")
_GERMAN_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")


class FigureLine(NamedTuple):
    """A line's number in the file, and the figure in it as planning reads it."""

    line: int
    figure: dict[str, str | int | None]


def read_official_csv(file: Path) -> list[FigureLine]:
    """Return the figures in *file* (``;``, UTF-8 or Windows-1252, columns in any order). Raises :class:`Failure`."""
    try:
        raw = file.read_bytes()
    except OSError:
        raise Failure("no-file", file=file) from None
    return list(_lines(_text(raw), file))


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _lines(text: str, file: Path) -> Iterator[FigureLine]:
    reader = csv.reader(text.splitlines(), delimiter=";")
    headings = [_FIELDS.get(heading.strip().lower()) for heading in next(reader, [])]
    if not set(headings) >= _NEEDED or None in headings or len(set(headings)) < len(headings):
        raise Failure("official-headings", file=file)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield FigureLine(reader.line_num, _figure(dict(zip(map(str, headings), cells, strict=False))))


def _figure(cells: dict[str, str]) -> dict[str, str | int | None]:
    """Return a line's figure; what is no number or day is left as it stands, for planning to refuse."""
    found = {name: cell.strip() for name, cell in cells.items()}
    entries = found.get("entries", "")
    return {
        "month": _GERMAN_MONTH.sub(r"\2-\1", found.get("month", "")),
        "measure": found.get("measure", ""),
        "entries": int(entries) if re.fullmatch(r"\d{1,8}", entries, re.ASCII) else entries,
        "as_of": _GERMAN_DAY.sub(r"\3-\2-\1", found.get("as_of", "")) or None,
        "source": found.get("source", ""),
    }
