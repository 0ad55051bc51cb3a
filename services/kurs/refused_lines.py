"""The refused lines of a monthly file, written beside it as a table that opens in Excel."""

import csv
from pathlib import Path
from typing import Any

from services.kurs.failure import Failure
from services.kurs.texts import Language, say

_HEADINGS = ("import-line", "import-column", "import-rule", "import-reason")


def write_refused_lines(file: Path, refusals: list[dict[str, Any]], language: Language) -> Path | None:
    """Write *refusals* to a file beside *file* and return it; without any, remove what an earlier run wrote."""
    beside = file.with_suffix(".refused.csv")
    try:
        if not refusals:
            beside.unlink(missing_ok=True)
            return None
        # With a byte order mark: Excel would take UTF-8 for Windows-1252.
        with beside.open("w", encoding="utf-8-sig", newline="") as stream:
            table = csv.writer(stream, delimiter=";")
            table.writerow([say(heading, language) for heading in _HEADINGS])
            table.writerows(_row(refusal, language) for refusal in refusals)
    except OSError:
        raise Failure("no-file", file=beside) from None
    return beside


def _row(refusal: dict[str, Any], language: Language) -> tuple[object, ...]:
    rule = refusal["type"].rpartition(":")[2]
    return refusal["line"], refusal["column"] or "", say(f"line-{rule}", language), refusal["detail"]
