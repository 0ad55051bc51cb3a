"""`make test`: the tests, and beside them every rule a machine can check. Ends with the first code that is not 0."""

import subprocess
import sys
from pathlib import Path

_BIN = Path(sys.executable).parent

RULES: tuple[tuple[str, ...], ...] = (
    ("ruff", "format", "--check", "--quiet", "."),
    ("ruff", "check", "--quiet", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
)
# Three workers on two cores: much is waiting. A file stays on one of them, which starts once what its tests share.
# Files go in their order: the small ones of the last folder fill all workers to the end.
TESTS = ("pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")


def main() -> int:
    """Run the tests and the rules, even after a failure, and return the first bad exit code."""
    rules = [(command, _started(command)) for command in RULES]
    _say(TESTS)
    failed = subprocess.run([_BIN / TESTS[0], *TESTS[1:], *sys.argv[1:]], check=False).returncode
    for command, process in rules:
        told, _ = process.communicate()
        _say(command)
        sys.stdout.write(told)
        failed = failed or process.returncode
    return failed


def _started(command: tuple[str, ...]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [_BIN / command[0], *command[1:]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _say(command: tuple[str, ...]) -> None:
    print("·", *command, flush=True)  # noqa: T201 - this is a command


if __name__ == "__main__":
    sys.exit(main())
