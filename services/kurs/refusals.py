"""The lines that intake refused: the first ones shown, all of them in a file if wanted."""

import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Self

from rich.console import Console

from services.kurs.failure import Failure
from services.kurs.sending import Refusal
from services.kurs.texts import Language, say

SHOWN_AT_MOST = 50


class Refusals:
    """Collects refusals with bounded memory."""

    def __init__(self, file: Path | None, language: Language) -> None:
        """Write all refusals to *file*, if given, and show the first ones in *language*."""
        self.first: list[Refusal] = []
        self._more = 0
        self._path = file
        self._language: Language = language
        self._errors = Console(stderr=True)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Open the file. Raises :class:`Failure` when it cannot be written."""
        if self._path:
            try:
                self._file = self._open.enter_context(self._path.open("w", encoding="utf-8"))
            except OSError:
                raise Failure("no-file", file=self._path) from None
        return self

    def add(self, refusal: Refusal) -> None:
        """Take one refusal."""
        if self._path:
            self._file.write(json.dumps(asdict(refusal)) + "\n")
        if len(self.first) >= SHOWN_AT_MOST:
            self._more += 1
            return
        self.first.append(refusal)
        problem = " ".join(filter(None, (refusal.type, refusal.pointer, "–", refusal.detail)))
        text = say("line", self._language, line=refusal.line, problem=problem)
        self._errors.print(text, style="yellow", markup=False, highlight=False)

    def __exit__(self, *_: object) -> None:
        """Close the file and say how many were not shown."""
        self._open.close()
        if self._more:
            self._errors.print(say("more-refused", self._language, more=self._more))
