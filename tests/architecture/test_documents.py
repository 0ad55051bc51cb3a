"""What the documents lead to is there."""

import re
from pathlib import Path

import pytest

from tests.support.reference import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
MODULES = [
    file.relative_to(ROOT).as_posix()
    for top in ("services", "shared", "tests", "deploy")
    for file in (ROOT / top).rglob("*.py")
]


def links(text: str) -> list[str]:
    return re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", text)


def modules(text: str) -> list[str]:
    return re.findall(r"`([\w./]+\.py)`", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere_and_every_module_that_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert [link for link in links(text) if not (page.parent / link).exists()] == []
    assert [name for name in modules(text) if not any(f"/{module}".endswith(f"/{name}") for module in MODULES)] == []
