"""`kurs send`: a file of events to intake."""

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.kurs.bookmark import Bookmark
from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.options import Json
from services.kurs.refusals import Refusals
from services.kurs.sending import Sent, send
from services.kurs.sending_progress import sending_progress
from services.kurs.texts import say
from shared.settings import Settings

_INTERRUPTED = 130
_errors = Console(stderr=True)


def send_command(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="One event a line (NDJSON); - reads standard input.")],
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Leave out what was recorded after this day.")
    ] = None,
    refusals: Annotated[Path | None, typer.Option(help="Write every refused line's number and reason here.")] = None,
    *,
    from_start: Annotated[bool, typer.Option(help="Do not go on where an interrupted run stopped.")] = False,
    as_json: Json = False,
) -> None:
    """Send events to intake: resumable, safe to repeat; ends with 1 when a line was refused."""
    settings = Settings()
    last = until.date() if until else None
    with Client(settings) as client, Refusals(refusals, settings.language) as refused:
        if file == "-":
            sent = _send_input(client, refused, last)
        else:
            sent = send_file(settings, client, Path(file), refused, last, from_start=from_start)
    counts = {name: value for name, value in asdict(sent).items() if name != "offset"}
    if as_json:
        typer.echo(json.dumps({**counts, "refusals": [asdict(refusal) for refusal in refused.first]}))
    else:
        typer.echo(say("sent", settings.language, **counts))
    if sent.refused:
        raise typer.Exit(1)


def send_file(  # noqa: PLR0913 - names, not positions
    settings: Settings, client: Client, file: Path, refused: Refusals, until: date | None, *, from_start: bool
) -> Sent:
    """Send *file*, going on where an interrupted run stopped, and return what became of its lines."""
    mark = Bookmark(settings.data_dir / "sent", file, client.url("intake"), str(until))
    try:
        stream = file.open("rb")
    except OSError:
        raise Failure("no-file", file=file) from None
    with stream, sending_progress(settings.language, file.stat().st_size) as advance:
        sent = Sent() if from_start else mark.load()
        if sent.line:
            _errors.print(say("resumed", settings.language, line=sent.line + 1))
        stream.seek(sent.offset)
        try:
            for _ in send(client, stream, sent, until, refused.add):
                advance(sent.offset)
                mark.keep(sent)
        except KeyboardInterrupt:
            _errors.print(say("interrupted", settings.language, line=sent.line))
            raise typer.Exit(_INTERRUPTED) from None
    mark.drop()
    return sent


def _send_input(client: Client, refused: Refusals, until: date | None) -> Sent:
    sent = Sent()
    for _ in send(client, sys.stdin.buffer, sent, until, refused.add):
        pass
    return sent
