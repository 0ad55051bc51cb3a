"""What is wrong with an input, without its values: they may be personal."""

from collections.abc import Iterator

from pydantic import ValidationError

from services.kurs.failure import Failure

_SHOWN = 20


def described(error: ValidationError) -> Iterator[str]:
    """Yield each fault as the path of its field and what is expected there."""
    for fault in error.errors(include_input=False, include_url=False, include_context=False):
        path = "/".join(map(str, fault["loc"]))
        yield f"{path}: {fault['msg']}" if path else fault["msg"]


class Faults:
    """The faulty lines of a file: all are counted, the first are shown."""

    def __init__(self) -> None:
        """Begin with none."""
        self._shown: list[tuple[int, str]] = []
        self._number = 0

    def add(self, line: int, reason: str) -> None:
        """Note that *line* (from 1) is faulty."""
        self._number += 1
        if len(self._shown) < _SHOWN:
            self._shown.append((line, reason))

    def check(self) -> None:
        """Raise :class:`Failure` when there was any."""
        if self._number:
            lines = "\n".join(f"{line}: {reason}" for line, reason in self._shown)
            raise Failure("deviation-lines", number=self._number, faults=lines, shown=len(self._shown))
