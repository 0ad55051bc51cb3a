"""The catalogue of all lines that the services write to their logs, read from their source."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEANINGS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("log_meanings.toml").read_text("utf-8"))
"""What ``lines`` and ``fields`` mean, by name."""

_WRITERS = ("services/intake", "services/planning", "services/monitoring", "shared")
_LEVELS = {"exception": "error"}
_OF_ERRORS = ("error", "at")
"""What :mod:`shared.telemetry.logs` makes of an exception."""


@dataclass(slots=True)
class Line:
    """What may be written under one name."""

    writers: set[str] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)


@cache
def lines() -> dict[str, Line]:
    """Return every line by its name, as the source says it."""
    found: dict[str, Line] = {}
    for writer in _WRITERS:
        for file in sorted((ROOT / writer).rglob("*.py")):
            for call in _calls(ast.parse(file.read_text("utf-8"))):
                _note(found.setdefault(ast.literal_eval(call.args[0]), Line()), writer.rpartition("/")[2], call)
    return found


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_log(node.func.value):
            yield node


def _is_log(value: ast.expr) -> bool:
    return (isinstance(value, ast.Name) and value.id == "log") or "get_logger()" in ast.unparse(value)


def _note(line: Line, writer: str, call: ast.Call) -> None:
    assert isinstance(call.func, ast.Attribute)  # noqa: S101 - narrows
    level = call.func.attr
    given = {str(keyword.arg) for keyword in call.keywords}
    if level == "exception" or "exc_info" in given:
        given = given - {"exc_info"} | {*_OF_ERRORS}
    line.writers.add("all" if writer == "shared" else writer)
    line.levels.add(_LEVELS.get(level, level))
    line.fields |= given


def catalogue() -> str:
    """Return the page of all lines and fields."""
    rows = [
        f"| `{name}` | {_listed(line.levels)} | {_listed(line.writers)} | "
        f"{_listed(f'`{one}`' for one in line.fields) or '-'} | {MEANINGS['lines'][name]} |"
        for name, line in sorted(lines().items())
    ]
    fields = [f"| `{name}` | {meaning} |" for name, meaning in MEANINGS["fields"].items()]
    head = ["# Logs", "", MEANINGS["page"]["head"].strip(), "", "| line | level | written by | fields | meaning |"]
    return "\n".join([*head, "|---|---|---|---|---|", *rows, "", "| field | meaning |", "|---|---|", *fields, ""])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
