"""Tables that a spreadsheet opens: semicolons, a byte order mark, decimals as people write them, no formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

from services.monitoring.words.formats import Language

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so is computed by some spreadsheets, whoever wrote it."""

Cell = str | int | float | None


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Cell]], language: Language) -> bytes:
    """Return a table as CSV."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(head)
    table.writerows([_written(cell, language) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell, language: Language) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.startswith(_TRIGGERS) else cell
        case float():
            text = f"{cell:.6f}".rstrip("0").rstrip(".")
            return text.replace(".", ",") if language == "de" else text
        case _:
            return str(cell)
