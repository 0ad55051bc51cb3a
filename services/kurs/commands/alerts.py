"""`kurs alerts`: what has been told to whom it concerns."""

import json
from typing import Annotated, Literal

import typer
from rich.markup import escape

from services.kurs.client import Client
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import say
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Deviations that are not noise.")


@app.callback()
def alerts() -> None:
    """Keep `alerts` a group while it has one command."""


@app.command("list")
def list_(
    state: Annotated[Literal["open", "resolved", "all"], typer.Option(help="Which ones.")] = "open",
    plan: Annotated[str | None, typer.Option(help="A plan's id; default: this year's.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """List alerts, each as a sentence."""
    settings = Settings()
    with Client(settings) as client:
        answer = client.get("monitoring", "/v1/alerts", state=state, plan=plan, lang=settings.language)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    for alert in answer["alerts"]:
        show(f"[bold]{escape(alert['since'])}[/]  {escape(alert['text'])}\n")
    if not answer["alerts"]:
        typer.echo(say("no-alerts", settings.language))
