"""`kurs backup` and `kurs restore`: the embedded run's data in one file, and back."""

import json
from pathlib import Path
from typing import Annotated

import typer

from services.kurs.backup import Manifest, back_up, vars_of
from services.kurs.backup import restore as put_back
from services.kurs.options import Json
from services.kurs.texts import say
from shared.clock import system_clock
from shared.settings import Settings


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, best on another disk: NAME.tar.gz")],
    *,
    as_json: Json = False,
) -> None:
    """Copy everything into one file while it runs; it holds keys, so keep it safe."""
    settings = Settings()
    _tell("backed-up", back_up(settings, file, system_clock()), settings, file, as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `kurs backup` wrote.")],
    data_dir: Annotated[Path | None, typer.Option(help="An empty or missing folder; default: KURS_DATA_DIR.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Put a backup back into an empty data folder; `kurs up` then goes on from there."""
    settings = Settings()
    folder = (data_dir or settings.data_dir).expanduser().absolute()
    _tell("restored", put_back(file, folder), settings, folder, as_json=as_json)


def _tell(text: str, manifest: Manifest, settings: Settings, place: Path, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"place": str(place), **vars_of(manifest)}))
    else:
        number, made = len(manifest.files), manifest.made_at[:16].replace("T", " ")
        typer.echo(say(text, settings.language, place=place, number=number, made=made))
