"""Entries as a table that a spreadsheet opens: semicolons, a byte order mark, and no cell that is a formula."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from services.planning.entries.answers import EntryListed

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is computed by some spreadsheets, whoever wrote it."""

_HEADINGS = {
    "entry_id": ("Eintritt", "entry_id"),
    "source": ("Quelle", "source"),
    "office": ("Dienststelle", "office"),
    "start_date": ("Beginn", "start_date"),
    "status": ("Status", "status"),
    "sector": ("Branche", "sector"),
    "sector_rule": ("Branchenregel", "sector_rule"),
    "state": ("Zählung", "state"),
    "reason": ("Begründung", "reason"),
}
_STATES = {
    "counted": "gezählt",
    "announced": "angekündigt",
    "overdue": "überfällig",
    "cancelled": "storniert",
    "to-come": "noch nicht begonnen",
    "not-counted": "nicht gezählt",
}


def write_lines(lines: Iterable[EntryListed], to: BinaryIO, language: str) -> None:
    """Write *lines* to a binary file."""
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(_HEADINGS[name][language != "de"] for name in _HEADINGS)
    for line in lines:
        table.writerow(safe(_cell(line, name, language)) for name in _HEADINGS)
    text.detach()


def safe(cell: str) -> str:
    """Return *cell* so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_TRIGGERS) else cell


def _cell(line: EntryListed, name: str, language: str) -> str:
    value = getattr(line, name)
    if value is None:
        return ""
    if language == "de" and name == "start_date":
        return f"{value:%d.%m.%Y}"
    return _STATES[value] if language == "de" and name == "state" else str(value)
