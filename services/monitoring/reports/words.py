"""What a report says besides its figures, in German and English: the texts stand in ``words.toml``."""

import tomllib
from functools import cache
from pathlib import Path

from services.monitoring.words.formats import Language


def say(key: str, language: Language, **values: object) -> str:
    """Return the text *key* in *language* with *values* filled in."""
    return _words()[key][language].format(**values)


@cache
def _words() -> dict[str, dict[Language, str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
