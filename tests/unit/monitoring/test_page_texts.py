"""Every text of the pages is used, and every one that is used is there."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from services.monitoring import pages
from services.monitoring.domain.alerts import Cause, Level, Turn
from services.monitoring.domain.audience import Channel
from services.monitoring.domain.deeds import Fault, What
from services.monitoring.domain.handling import State
from services.monitoring.pages.frame import texts_in
from services.monitoring.words.formats import Language

Text = tuple[str, str]
"""A section and a name in it."""

_HERE = Path(pages.__file__).parent
_TEMPLATES = {file.stem: file.read_text() for file in (_HERE / "templates").glob("*.html")}
_CODE = "\n".join([*_TEMPLATES.values(), *(file.read_text() for file in _HERE.glob("*.py"))])

_DATA = {
    "entries": {"counted", "announced", "overdue", "cancelled", "to-come", "not-counted"},
    "plan": {"gap_stays", "start_anew"},
    "data": {"events", "files"},
    "alert": {"waiting", "sent", "failed", "grouped"},
}
"""Names that are figures of planning or words of the database: what an entry is counted as, the state of a mail."""

_ENUMS: dict[str, tuple[type[StrEnum], ...]] = {
    "levels": (Level,),
    "alert": (State, What, Turn, Cause, Channel),
    "acts": (What, Fault),
}
_ENDINGS = ("_next", "_detail", "_note", "_done", "_away", "_turn")


def named() -> set[Text]:
    """Return the texts that templates and modules call by section and name."""
    by_template = re.findall(r"\bt\.(\w+)\.(\w+)", _CODE)
    by_module = re.findall(r'\["(\w+)"\]\["([\w-]+)"\]', _CODE)
    titles = [(page, "title") for page, text in _TEMPLATES.items() if '{% extends "base.html" %}' in text]
    sections = texts_in("de")
    return {(part, name) for part, name in (*by_template, *by_module, *titles) if part in sections}


def chosen() -> set[Text]:
    """Return the texts of sections from which something is chosen when a page is made."""
    sections = {*re.findall(r"\bt\.(\w+)\[", _CODE), *re.findall(r'(?:\bt|\))\["(\w+)"\](?!\["\w)', _CODE)}
    words = {*re.findall(r"[\"']([\w-]+)[\"']", _CODE)} | {"as_csv", "as_xlsx", "as_pdf"}
    return {(part, name) for part in sections for name in words | _DATA.get(part, set()) | values(part)}


def values(section: str) -> set[str]:
    return {one.value for enum in _ENUMS.get(section, ()) for one in enum}


def texts(language: Language) -> set[Text]:
    return {(part, name) for part, found in texts_in(language).items() for name in found}


def stem(text: Text) -> Text:
    """Return what a text belongs to that says more about another one."""
    section, name = text
    return section, next((name.removesuffix(end) for end in _ENDINGS if name.endswith(end)), name)


def test_no_text_is_left_over() -> None:
    used = named() | chosen()

    assert {text for text in texts("de") if text not in used and stem(text) not in used} == set()


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_text_that_is_called_by_its_name_is_there(language: Language) -> None:
    assert named() - texts(language) == set()
    assert len(named()) > 200
