"""A plan's file with the files it names, as one document."""

from pathlib import Path
from typing import Any

import yaml

from services.kurs.failure import Failure
from shared.strict_yaml import KeyTwice, StrictLoader

_NAMED_FILES = ("sectors", "managers")


def read_plan_file(path: Path) -> bytes:
    """Return the plan in *path* with its sector and managers files put in, as YAML. Raises :class:`Failure`."""
    document = _load(path)
    for name in _NAMED_FILES:
        if isinstance(document.get(name), str):
            document[name] = _load(path.parent / document[name])
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()


def _load(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)  # noqa: S506 - it is a safe loader
    except OSError:
        raise Failure("no-file", file=path) from None
    except (yaml.YAMLError, ValueError, TypeError, AttributeError) as error:
        # Other than YAMLError: the constructors' answer to what looks like a date or a number and is none.
        mark = getattr(error, "problem_mark", None)
        reason = f"{_problem(error)} (line {mark.line + 1})" if mark else str(error)
        raise Failure("plan-unreadable", file=path, reason=reason) from None
    if not isinstance(content, dict):
        raise Failure("plan-unreadable", file=path, reason="no mapping")
    return content


def _problem(error: Exception) -> str:
    return str(error.problem) if isinstance(error, KeyTwice) else "no YAML"
