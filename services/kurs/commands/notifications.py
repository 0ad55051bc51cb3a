"""`kurs notifications`: what people were told, and telling them once more."""

import json
from typing import Annotated, Any, Literal

import typer
from rich.markup import escape
from rich.table import Table

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings

_JSON = "application/json"
_SHORT = 12
_PAGE = "1000"

app = typer.Typer(no_args_is_help=True, help="What people were told by mail and webhook: look, send once more.")


@app.command("list")
def list_(
    state: Annotated[
        Literal["waiting", "sent", "grouped", "failed"] | None, typer.Option(help="Which ones; default: all.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """List notifications, the newest first."""
    settings = Settings()
    with Client(settings) as client:
        found = client.get("monitoring", "/v1/notifications", state=state, limit=_PAGE)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    elif found:
        show(_table(found, settings.language))
    else:
        typer.echo(say("no-notifications", settings.language))


@app.command()
def replay(
    notification: Annotated[str, typer.Argument(help="Its id; the beginning is enough.")] = "",
    *,
    failed: Annotated[bool, typer.Option("--failed", help="All that failed or waits for another attempt.")] = False,
) -> None:
    """Send a notification once more under the same id; addresses that were switched off are tried again."""
    settings = Settings()
    if bool(notification) == failed:
        raise Failure("which-notification")
    with Client(settings) as client:
        path = "" if failed else f"/{_find(client, notification)}"
        number = client.post("monitoring", f"/v1/notifications{path}/replay", b"", _JSON)["replayed"]
    typer.echo(say("notifications-replayed", settings.language, number=number))


def _find(client: Client, beginning: str) -> str:
    listed = client.get("monitoring", "/v1/notifications", limit=_PAGE)
    found = [one["id"] for one in listed if one["id"].startswith(beginning)]
    if len(found) != 1:
        raise Failure("no-such-notification" if not found else "several-notifications", beginning=beginning)
    return str(found[0])


def _table(notifications: list[dict[str, Any]], language: Language) -> Table:
    names = ("id", "person", "channel", "state", "attempts", "seen", "reason")
    table = Table(*(say(f"notification-{name}", language) for name in names), box=None)
    for one in notifications:
        seen = (one["seen_at"] or "")[:19]
        cells = (one["id"][:_SHORT], one["person"], one["channel"], one["state"], str(one["attempts"]), seen)
        table.add_row(*(escape(cell) for cell in (*cells, one["reason"] or "")))
    return table
