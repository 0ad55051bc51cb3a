"""A table of the report as CSV: semicolons, a byte order mark, decimal commas, and no cell that is a formula."""

import csv
import io
from datetime import date

from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.table_makers import tables_of
from services.monitoring.reports.tables import Cell, Name, status_of
from services.monitoring.words.formats import Language

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so is computed by some spreadsheets, whoever wrote it."""


def csv_of(report: Report, language: Language, name: Name) -> bytes:
    """Return the table *name*; each line says the month, its closing day, and whether the figures are provisional."""
    speaker = Speaker(report.figures, language)
    [table] = [one for one in tables_of(report, language) if one.name == name]
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    about = [speaker.say(key) for key in ("h-report", "h-closing-day", "h-status")]
    lines.writerow([*about, *(column.heading for column in table.columns)])
    same = (report.figures.month, report.figures.day, status_of(report, speaker))
    lines.writerows([written(cell, speaker) for cell in (*same, *row)] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def written(cell: Cell, speaker: Speaker) -> str:
    """Return *cell* as a spreadsheet reads it; a decimal comma in English, too, as the semicolons go with it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return speaker.say("yes" if cell else "no")
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}" if speaker.language == "de" else cell.isoformat()
    if isinstance(cell, int | float):
        return f"{cell:.6f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(cell, float) else str(cell)
    return f"'{cell}" if cell.startswith(_TRIGGERS) else cell
