"""The report as PDF: typeset by Typst with the fonts that it brings, tagged for readers of all kinds (PDF/UA-1)."""

import subprocess
import sys
from datetime import UTC, datetime, time
from typing import Literal

import orjson

from services.monitoring.reports.frozen import Report
from services.monitoring.reports.pdf_text import text_of
from services.monitoring.reports.sentences import Speaker
from services.monitoring.words.formats import Language

_PNG = b"\x89PNG\r\n\x1a\n"
_WITHIN_S = 30.0


def pdf_of(report: Report, language: Language) -> bytes:
    """Return *report* as two pages; the same figures give the same bytes."""
    return _typeset(report, language, "pdf")


def pages_of(report: Report, language: Language) -> list[bytes]:
    """Return the pages as images (PNG), for looking at them."""
    return [_PNG + page for page in _typeset(report, language, "png").split(_PNG)[1:]]


def _typeset(report: Report, language: Language, form: Literal["pdf", "png"]) -> bytes:
    text = orjson.dumps(text_of(report, Speaker(report.figures, language)))
    made = int(datetime.combine(report.figures.day, time(), UTC).timestamp())
    command = [sys.executable, "-m", "services.monitoring.reports.typesetting", form, str(made)]
    # Our own program with our own arguments; what is from outside goes in as data.
    done = subprocess.run(command, input=text, capture_output=True, timeout=_WITHIN_S, check=True)  # noqa: S603
    return done.stdout
