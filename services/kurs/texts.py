"""What the command says, in German and in English: the texts stand in ``texts.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["de", "en"]


def say(key: str, language: Language, **values: object) -> str:
    """Return the text *key* in *language* with *values* filled in."""
    return _texts()[key][language].format(**values)


@cache
def _texts() -> dict[str, dict[Language, str]]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))
