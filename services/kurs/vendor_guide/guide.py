"""The guide in each language, with its tables filled in."""

import re
from pathlib import Path

from babel.numbers import format_decimal

from services.intake.door import SHAPES
from services.intake.modes import MAX_EVENTS
from services.intake.routes import MAX_OF_ONE_KEY
from services.kurs.vendor_guide.fields import code_table, column_table, field_table, type_table
from services.kurs.vendor_guide.problems import file_table, request_table, rule_table
from shared.web.body import MAX_BYTES

_FILES = {"de": "vendors.de.md", "en": "vendors.md"}


_PLACE = re.compile(r"\{\{(\w+)\}\}")


def vendor_guides() -> dict[str, str]:
    """Return the guide in German and in English by the name of its file."""
    return {name: _filled(language) for language, name in _FILES.items()}


def _filled(language: str) -> str:
    written = Path(__file__).with_name(f"guide.{language}.md").read_text(encoding="utf-8")
    tables = {
        **{f"{kind}_fields": field_table(kind, language) for kind in SHAPES},
        "columns": column_table(language),
        "types": type_table(language),
        "codes": code_table(language),
        "rules": rule_table(language),
        "requests": request_table(language),
        "files": file_table(language),
        "max_events": _number(MAX_EVENTS, language),
        "max_bytes": _number(MAX_BYTES, language),
        "max_at_once": str(MAX_OF_ONE_KEY),
    }
    return _PLACE.sub(lambda place: tables[place[1]], written)


def _number(value: int, language: str) -> str:
    return str(format_decimal(value, locale=language))
