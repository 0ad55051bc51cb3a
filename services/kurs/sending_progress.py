"""A progress bar for a file that is being sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from services.kurs.texts import Language, say


@contextmanager
def sending_progress(language: Language, size: int) -> Iterator[Callable[[int], None]]:
    """Show a bar over *size* bytes on standard error, and yield what moves it to a byte."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("sending", language), total=size)
        yield lambda offset: progress.update(task, completed=offset)
