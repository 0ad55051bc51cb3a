"""`kurs dead-letters`: the quarantine desk."""

import json
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings

_SHORT = 12
_PAGE = 1_000
_JSON = "application/json"

app = typer.Typer(no_args_is_help=True, help="Messages that could not be taken: look, repair, replay, discard.")

Hash = Annotated[str, typer.Argument(help="The message's hash; its beginning is enough.")]
DryRun = Annotated[bool, typer.Option(help="Judge it and publish nothing.")]


@app.command("list")
def list_(
    state: Annotated[str | None, typer.Option(help="waiting, repaired, replayed, discarded; default: all.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the messages, without what they said."""
    settings = Settings()
    with Client(settings) as client:
        letters = _all(client, state)
    if as_json:
        typer.echo(json.dumps(letters, ensure_ascii=False))
    elif letters:
        show(_table(letters, settings.language))
    else:
        typer.echo(say("no-dead-letters", settings.language))


@app.command("show")
def show_(content: Hash) -> None:
    """Print a message with what it said; the look is noted."""
    with Client(Settings()) as client:
        typer.echo(json.dumps(client.get("planning", _path(client, content)), ensure_ascii=False, indent=1))


@app.command()
def replay(content: Hash, *, dry_run: DryRun = False) -> None:
    """Let a message be read once more; what is counted already is not counted again."""
    _decide(content, "replay", dry_run=dry_run)


@app.command()
def repair(
    content: Hash,
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="The corrected message (JSON); - reads standard input.")],
    *,
    dry_run: DryRun = False,
) -> None:
    """Let a corrected message be read in place of one."""
    _decide(content, "repair", file.read(), dry_run=dry_run)


@app.command()
def discard(content: Hash) -> None:
    """Decide that a message is not wanted; it stays known by its hash."""
    _decide(content, "discard")


@app.command()
def resume() -> None:
    """Release the brake that stops reading when too much cannot be taken."""
    settings = Settings()
    with Client(settings) as client:
        was_on = client.post("planning", "/v1/dead-letters/resume", b"", _JSON)["was_on"]
    typer.echo(say("brake-released" if was_on else "brake-was-off", settings.language))


def _all(client: Client, state: str | None) -> list[dict[str, Any]]:
    letters: list[dict[str, Any]] = []
    while True:
        after = letters[-1]["content_sha256"] if letters else ""
        page = client.get("planning", "/v1/dead-letters", state=state, after=after, limit=str(_PAGE))
        letters += page
        if len(page) < _PAGE:
            return letters


def _path(client: Client, beginning: str) -> str:
    found = [one["content_sha256"] for one in _all(client, None) if one["content_sha256"].startswith(beginning)]
    if len(found) != 1:
        raise Failure("no-such-letter" if not found else "several-letters", beginning=beginning)
    return f"/v1/dead-letters/{found[0]}"


def _decide(content: str, what: str, body: bytes = b"", *, dry_run: bool = False) -> None:
    settings = Settings()
    with Client(settings) as client:
        path = f"{_path(client, content)}/{what}{'?dry_run=true' if dry_run else ''}"
        state = client.post("planning", path, body, _JSON)["state"]
    typer.echo(say("would-be-read" if dry_run else f"letter-{state}", settings.language))


def _table(letters: list[dict[str, Any]], language: Language) -> Table:
    names = ("hash", "stream", "first-seen", "deliveries", "state", "reason")
    table = Table(*(say(f"letter-{name}", language) for name in names), box=None)
    for one in letters:
        cells = (one["content_sha256"][:_SHORT], one["stream"], one["first_seen"][:19], str(one["deliveries"]))
        table.add_row(*(escape(cell) for cell in (*cells, one["state"], one["reason"])))
    return table
