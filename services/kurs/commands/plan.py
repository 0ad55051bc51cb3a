"""`kurs plan`: what is owed."""

import json
from pathlib import Path
from typing import Annotated

import typer

from services.kurs.client import Client
from services.kurs.commands.plan_check import check
from services.kurs.commands.plan_versions import diff, freeze, what_if
from services.kurs.options import Json
from services.kurs.plan_file import read_plan_file
from services.kurs.texts import say
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The district's plan.")
app.command()(check)
app.command()(diff)
app.command("what-if")(what_if)
app.command()(freeze)


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(help="The plan (YAML or JSON); files it names lie beside it.")],
    *,
    as_json: Json = False,
) -> None:
    """Publish a version of a plan; the same version again changes nothing."""
    settings = Settings()
    document = read_plan_file(file)
    with Client(settings) as client:
        answer = client.post("planning", "/v1/plans", document, "application/yaml")
    if as_json:
        typer.echo(json.dumps(answer))
        return
    targets = answer["targets"]
    typer.echo(
        say(
            "plan-published",
            settings.language,
            **answer | {"targets": len(targets)},
            entries=targets.get("entries", "–"),
        )
    )
