"""A report in the formats in which people and machines want it."""

from dataclasses import dataclass
from typing import Literal

from services.monitoring.reports.csv_file import csv_of
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.json_file import json_of
from services.monitoring.reports.pdf_file import pdf_of
from services.monitoring.reports.tables import Name
from services.monitoring.reports.xlsx_file import xlsx_of
from services.monitoring.words.formats import Language

Format = Literal["pdf", "xlsx", "csv", "json"]

MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class File:
    """A report as a file."""

    name: str
    media_type: str
    content: bytes


def file_of(report: Report, form: Format, language: Language, table: Name = "series") -> File:
    """Return *report* as a file; CSV holds one *table* of it."""
    name = f"{report.figures.plan.id}-{report.figures.month}"
    match form:
        case "pdf":
            content = pdf_of(report, language)
        case "xlsx":
            content = xlsx_of(report, language)
        case "csv":
            name, content = f"{name}-{table}", csv_of(report, language, table)
        case "json":
            content = json_of(report)
    return File(f"{name}.{form}", MEDIA_TYPES[form], content)
