"""Tables of problems: the rules from intake's list, the answers to requests and files from the guide's own."""

from services.intake.domain.refused import TITLES
from services.kurs.vendor_guide.words import table, words

_UNPROCESSABLE = 422


def rule_table(language: str) -> str:
    """Return every rule that an event can break, with cause and remedy."""
    return _table({name: words()["rules"][name] for name in TITLES}, language)


def request_table(language: str) -> str:
    """Return every problem of a whole request, with cause and remedy."""
    return _table(words()["requests"], language)


def file_table(language: str) -> str:
    """Return what can be wrong with a monthly file besides, with cause and remedy."""
    return _table(words()["files"], language)


def _table(problems: dict[str, dict[str, list[str]]], language: str) -> str:
    rows = [
        [str(problem.get("status", _UNPROCESSABLE)), f"`{name}`", *problem[language]]
        for name, problem in problems.items()
    ]
    return table(language, ["status", "problem", "cause", "remedy"], rows)
