"""What a benchmark is doing, on standard error: a line for each step, and a bar while it can be seen how far it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.kurs.texts import Language, say

_EVERY_S = 0.2

Advance = Callable[[int], None]
"""Tells how much is done."""


class Steps:
    """Tells of the steps of a run. No thread draws: processes are started meanwhile."""

    def __init__(self, language: Language) -> None:
        """Speak *language*."""
        self._language = language
        self._console = Console(stderr=True, highlight=False, emoji=False)

    @contextmanager
    def step(self, key: str, total: int, **values: object) -> Iterator[Advance]:
        """Announce the step that the text *key* names, and yield what moves its bar up to *total*."""
        text = say(key, self._language, **values)
        columns = (TextColumn("· {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._console, auto_refresh=False) as progress:
            task, shown = progress.add_task(text, total=total), 0.0

            def advance(done: int) -> None:
                nonlocal shown
                progress.update(task, completed=done)
                if time.monotonic() - shown > _EVERY_S:
                    shown = time.monotonic()
                    progress.refresh()

            yield advance
            progress.update(task, completed=total)
            progress.refresh()

    def say(self, key: str, **values: object) -> None:
        """Print a remark."""
        self._console.print(say(key, self._language, **values), style="yellow")
