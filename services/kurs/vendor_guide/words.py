"""The guide's words by language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words() -> dict[str, Any]:
    """Return what fields, codes and problems mean."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def word(section: str, key: str, language: str) -> Any:  # noqa: ANN401 - a text or a list of texts
    """Return what the guide says of *key*. Raises ``KeyError`` where the code knows more than the guide."""
    return words()[section][key][language]


def table(language: str, headings: list[str], rows: list[list[str]]) -> str:
    """Return a table; a bar within a cell is no border."""
    named = [str(word("headings", heading, language)) for heading in headings]
    lines = [named, ["---"] * len(named), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
