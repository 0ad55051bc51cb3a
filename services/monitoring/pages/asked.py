"""What a page is asked for: everything stands in its address."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import Query

from services.monitoring.words.formats import Language
from shared.web.problems import Problem

Text = Annotated[str | None, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Asked:
    """Language, and the filters: a plan, an office, a day, and the day until which things were known."""

    language: Language
    plan: str | None = None
    office: str | None = None
    day: date | None = None
    known: date | None = None

    @property
    def other_language(self) -> Language:
        """The language that is not spoken now."""
        return "en" if self.language == "de" else "de"

    def link(self, path: str, **changed: object) -> str:
        """Return the address of *path* with the same filters; *changed* sets others, None leaves one out."""
        given = {"lang": self.language, "plan": self.plan, "office": self.office, "day": self.day, "known": self.known}
        values = {name: str(value) for name, value in (given | changed).items() if value is not None}
        return f"{quote(path)}?{urlencode(values)}"

    def in_language(self, language: Language) -> "Asked":
        """Return the same in another language."""
        return replace(self, language=language)


def asking(default: Language) -> Callable[..., Asked]:
    """Return a dependency that reads the filters; *default* is spoken unless an address says otherwise."""

    def asked(
        lang: Literal["de", "en"] | None = None,
        plan: Text = None,
        office: Text = None,
        day: Text = None,
        known: Text = None,
    ) -> Asked:
        # A form sends fields that were left empty as empty text.
        return Asked(lang or default, plan or None, office or None, _day("day", day), _day("known", known))

    return asked


def _day(name: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year < 2200:  # noqa: PLR2004 - the years of plans
        raise Problem(422, "invalid-parameter", f"'{name}' is no day", "Give a day like 2026-03-31.")
    return day
