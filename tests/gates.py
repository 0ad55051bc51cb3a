"""`make test`: every rule a machine can check, then the tests. Ends with the first code that is not 0."""

import subprocess
import sys
from pathlib import Path

_BIN = Path(sys.executable).parent

GATES: tuple[tuple[str, ...], ...] = (
    ("ruff", "format", "--check", "--quiet", "."),
    ("ruff", "check", "--quiet", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
    # Three workers on two cores: much is waiting. A file stays on one of them, which starts once what its tests share.
    # Files go in their order: the small ones of the last folder fill all workers to the end.
    ("pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"),
)


def main() -> int:
    """Run all gates, even after a failure, and return the first bad exit code."""
    failed = 0
    for command in GATES:
        print("·", *command, flush=True)  # noqa: T201 - this is a command
        code = subprocess.run([_BIN / command[0], *command[1:], *_extra(command)], check=False).returncode
        failed = failed or code
    return failed


def _extra(command: tuple[str, ...]) -> list[str]:
    return sys.argv[1:] if command[0] == "pytest" else []


if __name__ == "__main__":
    sys.exit(main())
