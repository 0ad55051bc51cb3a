"""`kurs secrets`: passwords for an installation with containers."""

from pathlib import Path
from typing import Annotated

import typer

from services.kurs.deployment_secrets import make_secrets
from services.kurs.failure import Failure
from services.kurs.texts import say
from shared.settings import Settings


def secrets(
    folder: Annotated[Path, typer.Argument(help="Where to write them, a file each.")] = Path("deploy/secrets"),
) -> None:
    """Make the passwords that docker-compose.yml hands to the containers; never twice."""
    try:
        files = make_secrets(folder)
    except FileExistsError as error:
        raise Failure("secrets-exist", file=error.args[0]) from None
    typer.echo(say("secrets-made", Settings().language, number=len(files), folder=folder))
