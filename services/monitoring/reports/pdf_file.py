"""The report as PDF: typeset by Typst with the fonts that it brings, tagged for readers of all kinds (PDF/UA-1)."""

from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal

import orjson
import typst

from services.monitoring.formats import Language
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.pdf_text import text_of
from services.monitoring.reports.sentences import Speaker

_PPI = 110.0
_HERE = Path(__file__).parent / "typeset"


def pdf_of(report: Report, language: Language) -> bytes:
    """Return *report* as two pages; the same figures give the same bytes."""
    [file] = _typeset(report, language, "pdf")
    return file


def pages_of(report: Report, language: Language) -> list[bytes]:
    """Return the pages as images (PNG), for looking at them."""
    return _typeset(report, language, "png")


def _typeset(report: Report, language: Language, form: Literal["pdf", "png"]) -> list[bytes]:
    """Let Typst set the template. What a plan says comes in as data: nothing of it is ever read as markup."""
    data = orjson.dumps(text_of(report, Speaker(report.figures, language))).decode()
    made = datetime.combine(report.figures.day, time(), UTC)
    compiled = _compiler().compile(
        format=form, sys_inputs={"data": data}, timestamp=made, pdf_standards="ua-1" if form == "pdf" else [], ppi=_PPI
    )
    match compiled:
        case bytes():
            return [compiled]
        case list():
            return compiled
        case _:
            raise TypeError("Typst wrote the report to nowhere")


@cache
def _compiler() -> typst.Compiler:
    # No fonts of the machine: the report looks the same everywhere.
    return typst.Compiler(_HERE / "report.typ", root=_HERE, ignore_system_fonts=True)
