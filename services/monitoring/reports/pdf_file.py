"""The report as PDF: typeset by Typst with the fonts that it brings, tagged for readers of all kinds (PDF/UA-1)."""

import re
import subprocess
import sys
from datetime import UTC, datetime, time
from typing import Any

import orjson

from services.monitoring.reports.frozen import Report
from services.monitoring.reports.pdf_text import text_of
from services.monitoring.reports.sentences import Speaker
from services.monitoring.words.formats import Language

_WITHIN_S = 30.0
_NOT_SHOWN = re.compile(
    "[^\n -~\u00a0-\u024f\u0391-\u03a1\u03a3-\u04ff\u1e00-\u1eff\u2010-\u2027\u202f-\u203f\u20a0-\u20bf\u2190-\u22ff]"
)
"""Letters and signs that the fonts may not have, and what commands instead of showing: PDF/UA-1 refuses both."""


def pdf_of(report: Report, language: Language) -> bytes:
    """Return *report* as two pages; the same figures give the same bytes."""
    text = orjson.dumps(_displayable(text_of(report, Speaker(report.figures, language))))
    made = int(datetime.combine(report.figures.day, time(), UTC).timestamp())
    command = [sys.executable, "-m", "services.monitoring.reports.typesetting", str(made)]
    # Our own program with our own arguments; what is from outside goes in as data.
    done = subprocess.run(command, input=text, capture_output=True, timeout=_WITHIN_S, check=True)  # noqa: S603
    return done.stdout


def _displayable(value: Any) -> Any:  # noqa: ANN401 - texts, figures, and lists of them
    """Return *value* with a mark for every character of its texts that cannot be shown; a title may hold any."""
    match value:
        case str():
            return _NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", value)
        case dict():
            return {key: _displayable(one) for key, one in value.items()}
        case list() | tuple():
            return [_displayable(one) for one in value]
        case _:
            return value
