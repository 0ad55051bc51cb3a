"""`kurs keys`: who may call, and what for."""

import json
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from services.kurs.failure import Failure
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import say
from shared.keys import RIGHTS, KeyFile, Right, UnreadableKeys, create_key, read_keys, revoke_key
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Keys of offices and of the district.")


@app.command()
def create(
    office: Annotated[str | None, typer.Option(help="The office whose key it is; default: the district.")] = None,
    rights: Annotated[str, typer.Option(help=f"Separated by commas, of: {', '.join(RIGHTS)}.")] = "emit,read",
    expires: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day it is valid.")] = None,
) -> None:
    """Create a key and print it: the only time that it can be seen."""
    settings = Settings()
    try:
        token = create_key(
            settings.keys, office=office, rights=_rights(rights), expires=expires.date() if expires else None
        )
    except UnreadableKeys:
        raise Failure("keys-unreadable", file=settings.keys) from None
    typer.echo(say("key-created", settings.language), err=True)
    typer.echo(token)


@app.command("list")
def list_(*, as_json: Json = False) -> None:
    """List all keys; the keys themselves are not kept."""
    keys = _read(Settings()).keys
    if as_json:
        typer.echo(json.dumps([key.model_dump(mode="json", exclude={"hash"}) for key in keys]))
        return
    table = Table("id", "office", "rights", "expires", box=None)
    for key in keys:
        table.add_row(key.id, key.office or "–", ", ".join(key.rights), str(key.expires or "–"))
    show(table)


@app.command()
def revoke(key_id: Annotated[str, typer.Argument(help="The id that `kurs keys list` shows.")]) -> None:
    """Make a key invalid at once, in every running service."""
    settings = Settings()
    _read(settings)
    if not revoke_key(settings.keys, key_id):
        raise Failure("key-unknown", id=key_id)
    typer.echo(say("key-revoked", settings.language, id=key_id))


def _read(settings: Settings) -> KeyFile:
    try:
        return read_keys(settings.keys)
    except UnreadableKeys:
        raise Failure("keys-unreadable", file=settings.keys) from None


def _rights(text: str) -> list[Right]:
    wanted = [right.strip() for right in text.split(",") if right.strip()]
    if unknown := [right for right in wanted if right not in RIGHTS]:
        raise typer.BadParameter(f"{', '.join(unknown)}; rights are {', '.join(RIGHTS)}", param_hint="--rights")
    return [right for right in RIGHTS if right in wanted]
