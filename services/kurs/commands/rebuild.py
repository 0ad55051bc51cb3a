"""`kurs rebuild`: planning's read models again from the journal, beside the running system."""

from collections.abc import Iterator

import typer
from rich.console import Console
from rich.progress import Progress

from services.kurs.client import Client
from services.kurs.options import Json
from services.kurs.texts import say
from shared.clock import system_clock
from shared.settings import Settings

_PAGE = 2_000
_errors = Console(stderr=True)


class Journal:
    """Intake's journal, read in pages."""

    def __init__(self, client: Client) -> None:
        """Read with the rights of *client*."""
        self._client = client
        self.end = 0
        """The newest event that intake had accepted when it was asked last."""

    def pages(self, after: int) -> Iterator[list[bytes]]:
        """Yield the messages after a sequence, until there are no more."""
        while True:
            answer = self._client.get_response("intake", "/v1/journal", after=str(after), limit=str(_PAGE))
            self.end = int(answer.headers["Kurs-Journal-End"])
            lines = answer.content.splitlines()
            if not lines:
                return
            after += len(lines)  # sequences have no gaps
            yield lines


def rebuild(*, as_json: Json = False) -> None:
    """Build what planning answers from anew from intake's journal, and switch over; nothing stops meanwhile."""
    from services.planning.rebuilding.rebuild import Rebuild  # noqa: PLC0415 - other commands need not wait for planning

    settings = Settings()
    with Client(settings) as client, Progress(console=_errors, transient=True) as progress:
        journal = Journal(client)
        task = progress.add_task(say("rebuilding", settings.language), total=None)
        new = Rebuild(settings.database("planning"), system_clock)
        try:
            for page in journal.pages(0):
                new.add(page)
                progress.update(task, completed=new.sequence, total=journal.end)
            progress.update(task, description=say("switching-over", settings.language), total=None)
            different = new.switch_over(journal.pages)
        finally:
            new.remove()
    if as_json:
        typer.echo(f'{{"events": {new.sequence}, "different": {different}}}')
    else:
        typer.echo(say("rebuilt", settings.language, events=new.sequence, different=different))
