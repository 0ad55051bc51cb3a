"""Numbers and days as people write them, by language."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from services.kurs.texts import Language


def number(value: float | None, language: Language, *, signed: bool = False) -> str:
    """Return *value* with at most one decimal, a dash for none."""
    if value is None:
        return "–"
    return format_decimal(value, format="+#,##0.#;-#,##0.#" if signed else "#,##0.#", locale=language)


def day(value: str, language: Language) -> str:
    """Return an ISO day as 05.03.2026 or 5 Mar 2026."""
    pattern = "dd.MM.yyyy" if language == "de" else "d MMM yyyy"
    return format_date(date.fromisoformat(value), format=pattern, locale=language)


def month_name(month: int, language: Language) -> str:
    """Return the name of the *month* from 1 on: September."""
    return format_date(date(2000, month, 1), format="LLLL", locale=language)
